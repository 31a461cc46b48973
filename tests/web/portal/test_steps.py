from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from forms.library import load_form
from web.forms.drafts import Posted
from web.portal.check import WHY
from web.portal.steps import (
    ORDER,
    TITLES,
    Step,
    following,
    foreign_names,
    merged,
    preceding,
    step_of,
)
from workers.check_rules import PROOF

FORM = load_form("portal-application")
NAMES = [
    *(field.name for field in FORM.asked if field.name != "documents"),
    *("documents-0-kind", "documents-0-note", "documents-12-document_id"),
]
POSTED = st.dictionaries(st.sampled_from(NAMES), st.lists(st.text(max_size=3), max_size=2))


def test_every_field_is_asked_at_one_step() -> None:
    asked = {field.name: step_of(field.name) for field in FORM.fields}

    assert set(asked.values()) == set(Step)
    assert asked["pupil_iin"] is Step.APPLICANT
    assert asked["missing_reason"] is Step.DOCUMENTS
    assert asked["consent"] is Step.CHECK


def test_a_field_that_an_analyst_adds_is_asked_at_the_first_step() -> None:
    assert step_of("hobby") is Step.APPLICANT


def test_every_step_has_a_title_and_neighbours() -> None:
    assert TITLES.keys() == set(Step)
    assert [preceding(step) for step in ORDER[1:]] == [*ORDER[:-1]]
    assert preceding(ORDER[0]) is None
    assert following(Step.CHECK) is Step.CHECK


def test_every_document_that_may_be_needed_says_why() -> None:
    assert {*PROOF.values(), "birth-certificate", "proxy"} <= WHY.keys()


def test_names_of_others_are_foreign() -> None:
    posted = {
        "school": ["1"],
        "decision": ["granted"],
        "documentsx": ["1"],
        "documents-0-kind": [""],
    }

    assert foreign_names(FORM, posted) == ["decision", "documentsx"]


@given(POSTED, POSTED, st.sampled_from(ORDER))
def test_a_step_replaces_its_own_answers_and_no_others(
    kept: Posted, posted: Posted, step: Step
) -> None:
    together = merged(FORM, step, kept, posted)
    own = {name for name in NAMES if step_of(name.partition("-")[0]) is step}

    assert {n: v for n, v in together.items() if n in own} == {
        n: v for n, v in posted.items() if n in own
    }
    assert {n: v for n, v in together.items() if n not in own} == {
        n: v for n, v in kept.items() if n not in own
    }
