from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from engine.history.events import instant_text
from engine.storage.database import Database
from engine.storage.vault import Vault
from engine.words import Words
from tests.workers.conftest import Perform
from tests.workers.samples import NOW
from workers.notices.events import NoticeKind
from workers.notices.outbox import Recipient, add_staff_notices
from workers.notices.store import NOTICE, cabinet_notices, claim_due, mark_read, mark_sent

LEASE = timedelta(minutes=5)
HEADS = (
    Recipient(person_id="head-1", language="ru"),
    Recipient(person_id="head-2", language="tr"),
)


def _channels(database: Database) -> list[tuple[str, str | None, str]]:
    with database.snapshot() as connection:
        rows = connection.execute(select(NOTICE).order_by(NOTICE.c.id)).all()
    return [(row.channel, row.recipient, row.language) for row in rows]


def _send_all(database: Database, vault: Vault) -> None:
    while True:
        with database.transaction() as connection:
            message = claim_due(connection, vault, now=NOW, lease=LEASE)
            if message is None:
                return
            mark_sent(connection, message, at=NOW)


def _escalate(database: Database, vault: Vault) -> list[int]:
    with database.transaction() as connection:
        return add_staff_notices(
            connection,
            vault,
            NoticeKind.OVERDUE,
            {"case_no": "2016-000123", "due_at": instant_text(NOW - timedelta(hours=2))},
            instance_id="1" * 32,
            label=Words(kk="Бұрыштама", ru="Резолюция", en="Resolution"),
            recipients=HEADS,
            event_key="overdue:task:7",
            now=NOW,
        )


def test_the_desk_applicant_is_told_by_telephone(database: Database, perform: Perform) -> None:
    perform("notify-ready", language="ru")
    assert _channels(database) == [("sms", None, "ru")]


def test_the_portal_applicant_is_told_in_the_cabinet_too(
    database: Database, perform: Perform
) -> None:
    perform("notify-ready", applicant="person-9")
    assert _channels(database) == [("cabinet", "person-9", "kk"), ("sms", None, "kk")]


def test_who_has_an_e_mail_address_gets_a_letter(
    database: Database, vault: Vault, perform: Perform
) -> None:
    told = perform("notify-ready", applicant="person-9", applicant_email=" a@example.kz ")
    assert len(told["notices"]) == 3
    assert [channel for channel, *_ in _channels(database)] == ["cabinet", "email", "sms"]
    with database.transaction() as connection:
        claimed = [claim_due(connection, vault, now=NOW, lease=LEASE) for _ in range(3)]
    assert [each.address for each in claimed if each] == ["", "a@example.kz", "+77011234567"]


@pytest.mark.parametrize("nothing", [None, "", "  ", 7, ["a@example.kz"]])
def test_what_is_no_address_opens_no_channel(
    database: Database, perform: Perform, nothing: object
) -> None:
    perform("notify-ready", applicant_email=nothing, applicant=nothing)
    assert [channel for channel, *_ in _channels(database)] == ["sms"]


def test_without_cabinet_and_telephone_nobody_is_told(database: Database, perform: Perform) -> None:
    assert perform("notify-ready", applicant_phone=None)["notices"] == []
    assert _channels(database) == []


def test_notices_of_a_case_are_counted_on(perform: Perform) -> None:
    first = perform("notify-ready", key="visit-1")["notices"]
    second = perform("notify-ready", key="visit-2", notices=first)["notices"]
    assert second[:1] == first
    assert len(set(second)) == 2


def test_a_second_attempt_of_the_same_visit_tells_nothing_new(
    database: Database, perform: Perform
) -> None:
    assert perform("notify-ready", key="visit") == perform("notify-ready", key="visit")
    assert len(_channels(database)) == 1


@pytest.mark.parametrize("language", ["", "tr", None, 5])
def test_an_unknown_language_is_kazakh(
    database: Database, perform: Perform, language: object
) -> None:
    perform("notify-ready", language=language)
    assert _channels(database)[0][2] == "kk"


def test_neither_body_nor_address_lies_readable(database: Database, perform: Perform) -> None:
    perform("notify-ready", language="en")
    with database.snapshot() as connection:
        row = connection.execute(select(NOTICE)).one()
    assert b"Collect it" not in row.body
    assert b"+77011234567" not in row.address


def test_a_sent_notice_is_in_the_cabinet_of_its_recipient_alone(
    database: Database, vault: Vault, perform: Perform
) -> None:
    perform("notify-ready", applicant="person-9", receipt_no="2016-002-000001")
    with database.snapshot() as connection:
        assert cabinet_notices(connection, vault, "person-9") == ()
    _send_all(database, vault)
    with database.snapshot() as connection:
        (notice,) = cabinet_notices(connection, vault, "person-9")
        assert cabinet_notices(connection, vault, "person-8") == ()
    assert "№ 2016-002-000001" in notice.body
    assert (notice.kind, notice.sent_at, notice.read_at) == ("ready", NOW, None)


def test_reading_is_recorded_once_and_for_the_recipient_alone(
    database: Database, vault: Vault, perform: Perform
) -> None:
    number = perform("notify-ready", applicant="person-9")["notices"][0]
    _send_all(database, vault)
    with database.transaction() as connection:
        assert not mark_read(connection, number, person_id="person-8", at=NOW)
        assert mark_read(connection, number, person_id="person-9", at=NOW)
        later = NOW + timedelta(hours=1)
        assert not mark_read(connection, number, person_id="person-9", at=later)
        assert cabinet_notices(connection, vault, "person-9")[0].read_at == NOW


def test_each_head_is_told_of_a_missed_term_in_their_language(
    database: Database, vault: Vault
) -> None:
    assert len(_escalate(database, vault)) == 2
    _send_all(database, vault)
    with database.snapshot() as connection:
        (russian,) = cabinet_notices(connection, vault, "head-1")
        (kazakh,) = cabinet_notices(connection, vault, "head-2")
    assert russian.subject == "Просрочено: дело № 2016-000123"
    assert "«Резолюция» истёк 03.11.2016 09:15" in russian.body
    assert kazakh.subject.startswith("Мерзімі өтті")


def test_the_same_missed_term_is_told_once(database: Database, vault: Vault) -> None:
    assert _escalate(database, vault) == _escalate(database, vault)
    assert len(_channels(database)) == 2


@pytest.mark.parametrize(("applicant", "said"), [("person-9", True), (None, False)])
def test_only_who_has_a_cabinet_is_sent_to_it(
    database: Database, vault: Vault, perform: Perform, applicant: str | None, said: bool
) -> None:
    perform("send-preliminary-notice", language="en", applicant=applicant)
    with database.transaction() as connection:
        message = claim_due(connection, vault, now=NOW, lease=LEASE)
    assert message is not None
    assert ("in your cabinet" in message.body) is said
    assert ("on paper" in message.body) is not said
