from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import SMTP, strict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.words import LANGUAGES
from tests.workers.notices.outboxes import message
from workers.notices.letter import CLOSING, LetterUnfit, letter, mailbox, message_id

SENDER = "ruqsat@bilim.example.kz"


def _told(written: Any) -> str:
    """The text, its lines ended as ours are."""
    return str(written.get_content()).replace("\r\n", "\n")


def test_a_letter_is_read_back_as_it_was_meant() -> None:
    written = letter(message(), SENDER).as_bytes()
    read = message_from_bytes(written, policy=SMTP)
    assert read["From"] == f"Ruqsat <{SENDER}>"
    assert read["To"] == "aigul@example.kz"
    assert read["Subject"] == "№ 2016-000123 өтініш бойынша нәтиже дайын"
    assert read["Date"] == "Thu, 03 Nov 2016 05:15:00 +0000"
    assert read["Content-Language"] == "kk"
    assert read["Auto-Submitted"] == "auto-generated"
    assert read.get_content_type() == "text/plain"
    assert read.get_content_charset() == "utf-8"
    assert _told(read).startswith("Нәтиже 24.12.2016 дейін сақталады.")


def test_a_letter_is_seven_bit_and_has_no_defect() -> None:
    written = letter(message(), SENDER).as_bytes()
    assert written.isascii()
    assert max(map(len, written.split(b"\r\n"))) <= 998
    message_from_bytes(written, policy=strict + SMTP)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_closing_is_in_the_language_of_the_notice(language: str) -> None:
    text = _told(letter(message(language=language), SENDER))
    assert CLOSING.text(language) in text
    assert sum(CLOSING.text(each) in text for each in LANGUAGES) == 1


def test_the_same_notice_is_the_same_letter_and_another_is_not() -> None:
    once, again = (letter(message(attempt=number), SENDER).as_bytes() for number in (1, 2))
    assert once == again
    other = letter(message(event_key="case-2:ready:email"), SENDER)
    assert other["Message-ID"] not in once.decode()


def test_the_message_id_tells_nothing_of_the_case() -> None:
    made = message_id("2016-000123:ready:email", SENDER)
    assert re.fullmatch(r"<[0-9a-f]{40}@bilim\.example\.kz>", made)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@",
        "@b.kz",
        "a@b.kz\r\nBcc: x@y.kz",
        "a@b.kz\n",
        "a@b.kz, c@d.kz",
        "a@b.kz;c@d.kz",
        "A <a@b.kz>",
        "a b@c.kz",
        "a@b@c.kz",
        "a..b@c.kz",
        ".a@c.kz",
        "a@b..kz",
        '"a"@b.kz',
        "a@[127.0.0.1]",
        "a@b.kz\x00",
        "a\u2028b@c.kz",
        f"a@{'b' * 64}.kz",
        f"{'a' * 250}@b.kz",
    ],
)
def test_what_is_not_one_address_gets_no_letter(address: str) -> None:
    with pytest.raises(LetterUnfit, match="address") as refused:
        letter(message(address=address), SENDER)
    assert not address or address not in str(refused.value)


@pytest.mark.parametrize("subject", ["a\r\nBcc: x@y.kz", "a\nb", "a\rb", "a\u2028b", "a\x00b"])
def test_a_subject_of_two_lines_is_refused(subject: str) -> None:
    with pytest.raises(LetterUnfit, match="subject"):
        letter(message(subject=subject), SENDER)


@given(
    subject=st.text(max_size=200),
    body=st.text(st.characters(exclude_categories=["Cs"]), max_size=300),
    address=st.text(max_size=60) | st.emails(),
)
def test_nothing_that_is_told_adds_a_line_to_the_head(
    subject: str, body: str, address: str
) -> None:
    try:
        written = letter(message(subject=subject, body=body, address=address), SENDER)
    except LetterUnfit:
        return
    read = message_from_bytes(written.as_bytes(), policy=SMTP)
    assert sorted(read.keys()) == sorted(letter(message(), SENDER).keys())
    assert len(read["To"].addresses) == 1
    assert read.get_content_type() == "text/plain"


def test_a_domain_in_kazakh_letters_is_written_in_ascii() -> None:
    assert mailbox("qyzmet@мысал.қаз").addr_spec == "qyzmet@xn--80awbu3c.xn--80ao21a"
