from __future__ import annotations

from string import Template

import pytest

from engine.words import LANGUAGES
from workers.notices.events import BODIES, IN_CABINET, SUBJECTS, NoticeKind, notice_text

VALUES = {
    "case_no": "2016-000123",
    "receipt_no": "2016-002-000001",
    "due_on": "2016-11-24",
    "storage_until": "2016-12-24",
    "until": "2016-11-08T12:30:00.000000Z",
    "due_at": "2016-11-08T12:30:00.000000Z",
    "element": "Өтінішті тексеру",
    "what": "Сыныбы: 6-сынып → 7-сынып",
    "who": "Сәдуақасова Гүлнар",
    "reason": "қате терілген",
    "where": IN_CABINET.kk,
    "cases": "2016-000123, 2016-000124",
}
OF_MANY = {NoticeKind.HANDED_OVER}
"""Told of several cases at once: the body names them, not the subject."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", NoticeKind)
def test_every_notice_is_written_in_every_language(kind: NoticeKind, language: str) -> None:
    text = notice_text(kind, language, VALUES)
    assert "2016-000123" in (text.body if kind in OF_MANY else text.subject)
    assert "$" not in text.subject + text.body
    assert text.body != notice_text(kind, "kk" if language != "kk" else "ru", VALUES).body


def test_subjects_name_nobody() -> None:
    for kind, words in SUBJECTS.items():
        named = [] if kind in OF_MANY else ["case_no"]
        for language in LANGUAGES:
            assert Template(words.text(language)).get_identifiers() == named
    assert set(SUBJECTS) == set(BODIES) == set(NoticeKind)


def test_dates_are_written_as_people_write_them() -> None:
    assert "24.12.2016" in notice_text(NoticeKind.READY, "ru", VALUES).body
    assert "08.11.2016 18:30" in notice_text(NoticeKind.PRELIMINARY, "kk", VALUES).body


@pytest.mark.parametrize(
    "typed", ["$case_no", "${x}", "2016-13-45", "TODAY", "TxT", "2016-11-08T12:30"]
)
def test_what_is_no_date_stands_as_it_is(typed: str) -> None:
    assert typed in notice_text(NoticeKind.OVERDUE, "en", {**VALUES, "element": typed}).body


def test_an_unknown_language_is_kazakh() -> None:
    assert notice_text(NoticeKind.READY, "de", VALUES) == notice_text(
        NoticeKind.READY, "kk", VALUES
    )
