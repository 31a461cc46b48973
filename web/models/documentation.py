"""A version of a process told as a document that may be read and printed without knowing BPMN."""

from __future__ import annotations

from flask import Blueprint, render_template

from engine.modelling.documentation import document_model
from engine.modelling.headings import headings
from people.actions import Action
from web.access import access
from web.languages import current_language
from web.models.store import version_row
from web.models.versions import VERSION, edition_of
from web.pictures import picture
from web.platform import current_platform
from workers.described import job_descriptions

blueprint = Blueprint("models_documentation", __name__)


@blueprint.get(VERSION + "/documentation")
@access(Action.SEE_DEFINITION)
def page(key: str, number: int) -> str:
    """Raises UnknownDefinition."""
    language = current_language()
    with current_platform().database.snapshot() as connection:
        row = version_row(connection, key, number)
    document = document_model(
        edition_of(row), language=language, version=number, jobs=job_descriptions()
    )
    return render_template(
        "models/documentation.html",
        document=document,
        words=headings(language),
        deployed_at=row.deployed_at,
        picture=picture(row.xml, language=language, title=document.title),
    )
