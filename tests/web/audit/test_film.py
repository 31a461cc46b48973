"""The film of a case, step by step, over the real model."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from engine.commands.events import escalate_overdue
from engine.storage.tables import EVENT, INSTANCE, PAYLOAD
from people.tables import ReadLogRow
from tests.web.reading import drawn_states, words
from tests.web.service import Service, pdf_file
from tests.work import touched


@pytest.fixture
def signing(service: Service) -> str:
    """A case that waits for the head's signature."""
    instance_id = service.start_case()
    service.walk_to(instance_id, "SignOrder")
    return instance_id


def film(service: Service, instance_id: str, step: int | str | None = None) -> str:
    query = "" if step is None else f"?step={step}"
    answer = service.browser("laura").get(f"/audit/{instance_id}{query}")
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def last(service: Service, instance_id: str) -> int:
    with service.platform.database.snapshot() as connection:
        statement = select(INSTANCE.c.revision).where(INSTANCE.c.id == instance_id)
        return int(connection.execute(statement).scalar_one())


def step_of(service: Service, instance_id: str, element_id: str, kind: str) -> int:
    statement = select(EVENT.c.seq).where(
        EVENT.c.instance_id == instance_id,
        EVENT.c.element_id == element_id,
        EVENT.c.kind == kind,
    )
    with service.platform.database.snapshot() as connection:
        return int(connection.execute(statement).scalars().first())


def done(service: Service, instance_id: str, element_id: str) -> int:
    return step_of(service, instance_id, element_id, "user_task_completed")


def moves(page: str) -> dict[str, int]:
    found = re.findall(r'step=(\d+)#film" accesskey="\w" data-move="(\w+)"', page)
    return {name: int(seq) for seq, name in found}


def test_the_film_opens_at_its_first_event(service: Service, signing: str) -> None:
    text = words(film(service, signing))

    assert f"Event 1 of {last(service, signing)}" in text
    assert "Case started" in text


def test_the_bar_has_one_mark_an_event_and_says_which_is_shown(
    service: Service, signing: str
) -> None:
    page = film(service, signing, 3)
    bar = page.partition('<ol class="film-bar">')[2].partition("</ol>")[0]

    assert bar.count("<a ") == last(service, signing)
    assert re.findall(r'title="(\d+)\.[^"]*" aria-current="step"', bar) == ["3"]
    assert {"person", "machine"} <= set(re.findall(r'data-mark="(\w+)"', bar))


def test_every_event_has_its_page_and_shows_its_hash(service: Service, signing: str) -> None:
    statement = select(EVENT.c.hash).where(EVENT.c.instance_id == signing).order_by(EVENT.c.seq)
    with service.platform.database.snapshot() as connection:
        hashes = [bytes(each).hex() for each in connection.execute(statement).scalars()]

    for seq, each in enumerate(hashes, 1):
        assert each in film(service, signing, seq), seq


def test_controls_lead_to_the_neighbours_and_to_the_next_person(
    service: Service, signing: str
) -> None:
    transfer = done(service, signing, "TransferToProvider")
    accepted = done(service, signing, "AcceptDocuments")

    found = moves(film(service, signing, transfer))

    assert found["first"] == 1
    assert found["previous"] == transfer - 1
    assert found["next"] == transfer + 1
    assert found["last"] == last(service, signing)
    assert transfer < found["person"] <= accepted
    assert "incident" not in found


def test_at_the_ends_the_controls_are_words_and_no_links(service: Service, signing: str) -> None:
    assert moves(film(service, signing, 1)).keys().isdisjoint({"first", "previous"})
    assert moves(film(service, signing, last(service, signing))).keys().isdisjoint({"next", "last"})


@pytest.mark.parametrize(
    ("asked", "shown"), [("0", 1), ("x", 1), ("-3", 1), ("²", 1), ("9" * 30, 1), ("", 1)]
)
def test_a_made_up_step_is_the_first(
    service: Service, signing: str, asked: str, shown: int
) -> None:
    assert f"Event {shown} of" in words(film(service, signing, asked))


def test_a_step_past_the_end_is_the_last(service: Service, signing: str) -> None:
    count = last(service, signing)

    assert f"Event {count} of {count}" in words(film(service, signing, count + 5))


def test_the_drawing_stands_where_the_case_stood_then(service: Service, signing: str) -> None:
    accepted = done(service, signing, "AcceptDocuments")

    then, now = (
        drawn_states(film(service, signing, accepted)),
        drawn_states(film(service, signing, last(service, signing))),
    )

    assert "now here" in then["Resolution"]
    assert "now here" not in then["SignOrder"]
    assert "now here" in now["SignOrder"]
    assert "now here" not in now["Resolution"]


def test_the_form_is_shown_as_it_was_answered_and_cannot_be_typed_into(
    service: Service, signing: str
) -> None:
    page = film(service, signing, done(service, signing, "EnterApplication"))
    form = page.partition("<fieldset disabled>")[2].partition("</fieldset>\n  </form>")[0]

    assert 'value="Ахметова Айгүл Серікқызы"' in form
    assert re.search(r'value="health"[^>]*checked', form), "the ground that was chosen"


def test_a_person_who_was_chosen_is_named_in_the_form(service: Service, signing: str) -> None:
    page = film(service, signing, done(service, signing, "Resolution"))

    assert re.search(r'<option value="gulnar" selected>[^<]*\w', page)


def test_who_acted_is_told_with_role_and_office(service: Service, signing: str) -> None:
    text = words(film(service, signing, done(service, signing, "Resolution")))

    assert re.search(r"Who acted \w+ \w+( \w+)?, Head, ", text)


@pytest.mark.parametrize(
    ("span", "told", "kept"),
    [
        (timedelta(minutes=10), "10 minutes", "kept"),
        (timedelta(days=30), "30 days", "overdue"),
    ],
)
def test_how_long_work_waited_stands_against_its_term(
    service: Service, span: timedelta, told: str, kept: str
) -> None:
    instance_id = service.start_case()
    task = service.walk_to(instance_id, "PrepareOrder")  # 14 working days
    service.pass_time(span)
    service.complete(task, "gulnar", {"decision": "granted"})

    text = words(film(service, instance_id, done(service, instance_id, "PrepareOrder")))

    assert f"Had waited {told} Until 26.09.2016 18:30:00 {kept}" in text


def test_at_a_gateway_every_condition_with_what_it_read_and_why(
    service: Service, signing: str
) -> None:
    pages = (film(service, signing, seq) for seq in range(1, last(service, signing) + 1))
    told = next(page for page in pages if "Why this path" in page and "<code>complete" in page)
    text = words(told)

    assert "The condition “" in text
    assert "complete = true" in text
    assert "taken" in text


def test_what_a_step_did_to_the_data_is_told_apart_from_what_stayed(
    service: Service, signing: str
) -> None:
    page = film(service, signing, done(service, signing, "EnterApplication"))
    changed = page.partition('id="variables"')[2].partition("<details>")[0]

    assert 'data-change="added"' in changed
    assert "applicant_name" in changed
    assert "case_no" not in changed


def test_what_a_worker_answered_is_shown(service: Service, signing: str) -> None:
    pages = [film(service, signing, seq) for seq in range(1, last(service, signing) + 1)]

    assert any("What workers answered" in page and "identity" in page for page in pages)


def test_documents_are_those_that_were_there_then(service: Service) -> None:
    instance_id = service.start_case()
    service.pass_time(timedelta(minutes=5))
    service.walk_to(instance_id, "AcceptDocuments")

    first, final = (words(film(service, instance_id, n)) for n in (1, last(service, instance_id)))

    assert "There are no documents yet." in first.partition("Documents as they were")[2]
    assert "receipt" in final.partition("Documents as they were")[2].casefold()


def test_a_term_that_passed_is_a_mark_of_its_own(service: Service) -> None:
    instance_id = service.start_case()
    service.walk_to(instance_id, "PrepareOrder")
    service.pass_time(timedelta(days=30))
    escalate_overdue(service.platform.runtime, now=service.platform.clock())
    service.clock[0] -= timedelta(days=30)

    page = film(service, instance_id, last(service, instance_id))

    assert 'data-mark="term"' in page.partition('<ol class="film-bar">')[2].partition("</ol>")[0]
    assert "overdue" in words(page)


def test_an_edited_event_is_shown_as_a_break_with_all_before_it(
    service: Service, signing: str
) -> None:
    with service.platform.database.transaction() as connection:
        at_five = (EVENT.c.instance_id == signing) & (EVENT.c.seq == 5)
        connection.execute(update(EVENT).where(at_five).values(actor="nobody"))

    page = film(service, signing, 5)

    assert "The history breaks at event 5." in words(page)
    assert "Event 4 of" in words(page)
    assert page.partition('<ol class="film-bar">')[2].partition("</ol>")[0].count("<a ") == 4


def test_a_case_broken_at_its_first_event_has_a_page(service: Service, signing: str) -> None:
    with service.platform.database.transaction() as connection:
        first = (EVENT.c.instance_id == signing) & (EVENT.c.seq == 1)
        connection.execute(update(EVENT).where(first).values(actor="nobody"))

    assert "The history breaks at event 1." in words(film(service, signing))


def test_a_payload_that_does_not_open_breaks_the_film(service: Service, signing: str) -> None:
    with service.platform.database.transaction() as connection:
        hit = (PAYLOAD.c.instance_id == signing) & (PAYLOAD.c.seq == 2)
        connection.execute(update(PAYLOAD).where(hit).values(sealed=b"x" * 60))

    assert "The history breaks at event" in words(film(service, signing))


def test_each_look_is_recorded(service: Service, signing: str) -> None:
    film(service, signing, 2)

    with service.platform.database.snapshot() as connection:
        columns = (ReadLogRow.person_id, ReadLogRow.instance_id, ReadLogRow.subject)
        rows = connection.execute(select(*columns).where(ReadLogRow.action == "replay")).all()
    assert [tuple(row) for row in rows] == [("laura", signing, f"/audit/{signing}")]


def test_the_page_needs_neither_script_nor_style_in_its_markup(
    service: Service, signing: str
) -> None:
    page = film(service, signing, last(service, signing))
    main = page[page.index("<main") : page.index("</main>")]

    assert not re.search(r"<script|\son\w+=|\sstyle=|javascript:", main)


@pytest.mark.parametrize(
    ("language", "word"), [("kk", "Оқиға"), ("ru", "Событие"), ("en", "Event")]
)
def test_the_film_is_told_in_each_language(
    service: Service, signing: str, language: str, word: str
) -> None:
    service.browser("laura").set_cookie("ruqsat_language", language)

    assert word in words(film(service, signing, 2))


def test_uploaded_files_of_a_form_are_named(service: Service) -> None:
    instance_id = service.start_case()
    task = service.walk_to(instance_id, "RecordDocuments")
    answers = {
        "documents-1-kind": "medical-conclusion",
        "documents-1-copy": "scan",
        "documents-1-file": pdf_file("conclusion.pdf"),
    }
    given = service.complete(task, "aliya", answers)
    assert given.status_code == 303, words(given.text)

    page = film(service, instance_id, done(service, instance_id, "RecordDocuments"))

    assert "conclusion.pdf" in page.partition("<fieldset disabled>")[2]


def test_a_further_step_of_a_film_is_read_in_few_statements(service: Service) -> None:
    """Who asks, the case and who holds it, the picture of its version, its papers with all signatures, names, posts and the bell: each read once."""
    instance_id = service.start_case()
    service.walk_to(instance_id, "Resolution")
    laura = service.browser("laura")
    laura.get(f"/audit/{instance_id}")
    with touched(service.platform.database) as done:
        laura.get(f"/audit/{instance_id}?step=5")

    assert done.statements <= 13, "four snapshots begun, nine questions"
