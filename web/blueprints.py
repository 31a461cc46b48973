"""Every group of pages; a new one is added here."""

from __future__ import annotations

from flask import Blueprint

from web.audit.figures import blueprint as audit_figures_pages
from web.audit.film import blueprint as audit_film_pages
from web.audit.picture import blueprint as audit_picture_pages
from web.audit.proof import blueprint as audit_proof_pages
from web.audit.search import blueprint as audit_search_pages
from web.cabinet.pages import blueprint as cabinet_pages
from web.cases.correct import blueprint as correct_pages
from web.cases.pages import blueprint as cases_pages
from web.cases.prints import blueprint as case_prints_pages
from web.check_page import blueprint as check_pages
from web.desk.collect import blueprint as collect_pages
from web.desk.hand_over import blueprint as hand_over_pages
from web.desk.registers import blueprint as registers_pages
from web.desk.visits import blueprint as visits_pages
from web.languages import blueprint as languages_pages
from web.login import blueprint as login_pages
from web.models.check import blueprint as models_check_pages
from web.models.documentation import blueprint as models_documentation_pages
from web.models.drafts import blueprint as models_drafts_pages
from web.models.editor import blueprint as models_editor_pages
from web.models.history import blueprint as models_history_pages
from web.models.imports import blueprint as models_imports_pages
from web.models.moves import blueprint as models_moves_pages
from web.models.scenarios import blueprint as models_scenarios_pages
from web.models.tryout import blueprint as models_tryout_pages
from web.models.versions import blueprint as models_pages
from web.notices import blueprint as own_notices_pages
from web.operations.calendar import blueprint as calendar_pages
from web.operations.corrections import blueprint as corrections_pages
from web.operations.health import blueprint as health_pages
from web.operations.incidents import blueprint as incidents_pages
from web.operations.life import blueprint as life_pages
from web.operations.messages import blueprint as messages_pages
from web.operations.notices import blueprint as notices_pages
from web.papers import blueprint as papers_pages
from web.portal.application import blueprint as portal_pages
from web.rest.openapi import blueprint as openapi_document
from web.rest.root import blueprint as rest_interface
from web.start.page import blueprint as start_pages
from web.tasks.bulk import blueprint as task_bulk_pages
from web.tasks.filters import blueprint as task_filters_pages
from web.tasks.lists import blueprint as tasks_pages
from web.tasks.moves import blueprint as task_moves_pages
from web.tasks.onward import blueprint as onward_pages
from web.tasks.task import blueprint as task_pages

BLUEPRINTS: tuple[Blueprint, ...] = (
    audit_figures_pages,
    audit_film_pages,
    audit_picture_pages,
    audit_proof_pages,
    audit_search_pages,
    cabinet_pages,
    calendar_pages,
    case_prints_pages,
    cases_pages,
    check_pages,
    collect_pages,
    correct_pages,
    corrections_pages,
    hand_over_pages,
    health_pages,
    incidents_pages,
    languages_pages,
    life_pages,
    login_pages,
    messages_pages,
    models_pages,
    models_check_pages,
    models_documentation_pages,
    models_drafts_pages,
    models_editor_pages,
    models_history_pages,
    models_imports_pages,
    models_moves_pages,
    models_scenarios_pages,
    models_tryout_pages,
    notices_pages,
    own_notices_pages,
    onward_pages,
    openapi_document,
    papers_pages,
    portal_pages,
    registers_pages,
    rest_interface,
    start_pages,
    task_pages,
    task_bulk_pages,
    task_filters_pages,
    task_moves_pages,
    tasks_pages,
    visits_pages,
)
