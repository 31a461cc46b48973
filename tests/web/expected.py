"""Who gets through each route, written out by hand beside the table of `people.rights`.

A new route gets one line here. `only(...)` names those of `tests.web.conftest.PEOPLE` who get through when the address
names the fixtures' case (of the first city), the specialist's user task in it (held by the specialist) or its published
document. Everybody else is answered 403; where the address names a case, those who may not know of it 404.
"""

from __future__ import annotations

from collections.abc import Mapping

ANYBODY = None
"""Public: whether signed in or not."""

UNAWARE = frozenset(
    {
        "foreign applicant",
        "foreign worker",
        "foreign chancellery",
        "foreign head",
        "foreign specialist",
        "analyst",
    }
)
"""Who is told nothing of the case: 404 where it is named."""

STAFF = ("worker", "chancellery", "head", "specialist")
ALL_STAFF = (*STAFF, *(f"foreign {name}" for name in STAFF))
"""For lists: each sees those of the own office."""
MAKERS_OF_LISTS = ("chancellery", "specialist", "foreign chancellery", "foreign specialist")

Expectation = frozenset[str] | None
EVERYBODY_SIGNED_IN = frozenset({*UNAWARE, *STAFF, "applicant", "auditor", "administrator"})


def only(*people: str) -> frozenset[str]:
    return frozenset(people)


EXPECTED: Mapping[str, Expectation] = {
    "GET static": ANYBODY,
    "GET health.page": ANYBODY,
    "GET start.page": ANYBODY,
    "GET login.page": ANYBODY,
    "POST login.submit": ANYBODY,
    "POST login.leave": ANYBODY,
    "GET languages.choose": ANYBODY,
    "POST languages.choose": ANYBODY,
    "GET tasks.page": only(*ALL_STAFF),
    "POST tasks.search": only(*ALL_STAFF),
    "POST task_bulk.act": only(*ALL_STAFF),
    "POST task_filters.keep": only(*ALL_STAFF),
    "POST task_filters.remove": only(*ALL_STAFF),
    "POST task_moves.put_off": only("specialist"),
    "GET onward.page": only(*STAFF),
    "POST onward.go_on": only(*STAFF),
    "GET task.page": only("specialist"),
    "POST task.draft": only("specialist"),
    "POST task.complete": only("specialist"),
    "POST task_moves.claim": only("specialist"),
    "POST task_moves.release": only("specialist"),
    "GET task_moves.choose": only("head"),
    "POST task_moves.assign": only("head"),
    "GET visits.page": only("worker", "foreign worker"),
    "POST visits.submit": only("worker", "foreign worker"),
    "GET cases.listed": only(*ALL_STAFF, "auditor"),
    "POST cases.search": only(*ALL_STAFF, "auditor"),
    "GET cases.page": only(*STAFF, "applicant", "auditor"),
    "GET cases.history": only(*STAFF, "auditor"),
    "GET correct.page": only("specialist"),
    "POST correct.correct": only("specialist"),
    "POST correct.back": only("specialist"),
    "GET papers.page": only(*STAFF, "applicant", "auditor"),
    "GET case_prints.cover": only(*STAFF, "auditor"),
    "GET case_prints.resolution": only(*STAFF, "auditor"),
    "GET registers.page": only(*ALL_STAFF, "auditor"),
    "GET registers.printed": only(*ALL_STAFF, "auditor"),
    "GET registers.downloaded": only(*ALL_STAFF, "auditor"),
    "GET hand_over.page": only(*MAKERS_OF_LISTS),
    "POST hand_over.make": only(*MAKERS_OF_LISTS),
    "GET hand_over.printed": only(*MAKERS_OF_LISTS),
    "GET notices.page": only("administrator"),
    "POST notices.again": only("administrator"),
    "GET collect.page": only("worker", "foreign worker"),
    "POST collect.find": only("worker", "foreign worker"),
    "POST collect.came": only("worker"),
    "POST collect.request_result": only("worker"),
    "GET collect.withdrawal": only("worker", "applicant"),
    "POST collect.withdraw": only("worker", "applicant"),
    "GET check.page": ANYBODY,
    "GET check.found": ANYBODY,
    "GET incidents.page": only("auditor", "administrator"),
    "POST incidents.resolve": only("administrator"),
    "GET life.find": only("administrator"),
    "GET life.page": only("head", "administrator"),
    "POST life.suspend": only("administrator"),
    "POST life.resume": only("administrator"),
    "POST life.terminate": only("head"),
    "POST life.move": only("administrator"),
    "POST life.reopen": only("administrator"),
    "GET corrections.page": only("administrator"),
    "POST corrections.correct": only("administrator"),
    "GET messages.page": only("administrator"),
    "GET calendar.page": only(*ALL_STAFF, "analyst", "auditor", "administrator"),
    "POST calendar.enter": only("administrator"),
    "POST calendar.remove": only("administrator"),
    "GET models.page": only("analyst", "auditor", "administrator"),
    "GET models.version": only("analyst", "auditor", "administrator"),
    "GET models.download": only("analyst", "auditor", "administrator"),
    "GET models.compared": only("analyst", "auditor", "administrator"),
    "GET models_documentation.page": only("analyst", "auditor", "administrator"),
    "GET models_check.draft": only("analyst"),
    "POST models_check.deploy": only("analyst"),
    "GET models_drafts.model": only("analyst"),
    "POST models_drafts.save": only("analyst"),
    "POST models_drafts.copy": only("analyst"),
    "POST models_drafts.presence": only("analyst"),
    "GET models_editor.page": only("analyst"),
    "POST models_editor.check": only("analyst"),
    "GET models_history.page": only("analyst"),
    "GET models_history.revision": only("analyst"),
    "POST models_history.restore": only("analyst"),
    "POST models_history.copy": only("analyst"),
    "GET models_imports.page": only("analyst"),
    "POST models_imports.upload": only("analyst"),
    "POST models_imports.move": only("analyst"),
    "POST models_moves.open_as_draft": only("analyst"),
    "GET models_moves.confirmation": only("analyst"),
    "POST models_moves.discard": only("analyst"),
    "GET models_scenarios.page": only("analyst"),
    "POST models_scenarios.upload": only("analyst"),
    "GET models_scenarios.download": only("analyst"),
    "POST models_scenarios.rename": only("analyst"),
    "POST models_scenarios.delete": only("analyst"),
    "GET models_tryout.draft": only("analyst"),
    "POST models_tryout.draft_act": only("analyst"),
    "POST models_tryout.draft_save": only("analyst"),
    "GET models_tryout.version": only("analyst"),
    "POST models_tryout.version_act": only("analyst"),
    "POST models_tryout.version_save": only("analyst"),
    "GET portal.page": only("applicant", "foreign applicant"),
    "POST portal.start": only("applicant", "foreign applicant"),
    "POST portal.sign_in": only("specialist"),
    "GET portal.step": only("specialist"),
    "POST portal.save": only("specialist"),
    "POST portal.draft": only("specialist"),
    "POST portal.send": only("specialist"),
    "GET portal.sent": only(*STAFF, "applicant", "auditor"),
    "GET cabinet.page": only("applicant", "foreign applicant"),
    "GET cabinet.case": only(*STAFF, "applicant", "auditor"),
    "GET own_notices.page": EVERYBODY_SIGNED_IN,
    "POST own_notices.read": EVERYBODY_SIGNED_IN,
    "POST own_notices.read_all": EVERYBODY_SIGNED_IN,
    "GET cabinet.objection": only("applicant"),
    "POST cabinet.object_to": only("applicant"),
    "GET audit_search.page": only("auditor"),
    "POST audit_search.search": only("auditor"),
    "GET audit_film.page": only("auditor"),
    "POST audit_proof.prove": only("auditor"),
    "GET audit_proof.download": only("auditor"),
    "GET audit_proof.reads": only("auditor"),
    "GET audit_figures.page": only("head", "foreign head", "auditor", "administrator"),
    "GET audit_figures.downloaded": only("head", "foreign head", "auditor", "administrator"),
    "GET audit_picture.page": only("head", "foreign head", "auditor", "administrator"),
}
"""Method and endpoint to who gets through."""
