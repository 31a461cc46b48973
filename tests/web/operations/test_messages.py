from __future__ import annotations

from datetime import timedelta

from engine.commands.messages import deliver_buffered, publish_message
from tests.web.reading import words
from tests.web.service import Service

HOUR = timedelta(hours=1)


def publish(service: Service, name: str, key: str) -> None:
    publish_message(
        service.platform.runtime,
        name,
        key,
        {"secret": "Айгүл"},
        time_to_live=HOUR,
        actor="aliya",
        now=service.platform.clock(),
    )


def page(service: Service) -> str:
    return words(service.browser("nurlan").get("/messages").text)


def test_where_there_are_none_the_page_says_so(service: Service) -> None:
    text = page(service)

    assert "No message has expired." in text
    assert "No message is kept." in text


def test_a_kept_message_is_shown_with_whom_it_is_meant_for(service: Service) -> None:
    publish(service, "ApplicantCame", "2016-000009")
    text = page(service)

    assert "ApplicantCame 2016-000009 05.09.2016" in text
    assert "Нұрланова Әлия Серікқызы" in text
    assert "being kept" in text


def test_what_nobody_waited_for_has_expired(service: Service) -> None:
    publish(service, "ApplicantCame", "2016-000009")
    service.pass_time(2 * HOUR)
    deliver_buffered(service.platform.runtime, now=service.platform.clock())
    text = page(service)

    assert "No message is kept." in text
    assert text.index("Nobody waited for them") < text.index("ApplicantCame 2016-000009")


def test_what_a_message_carries_stays_sealed(service: Service) -> None:
    publish(service, "ApplicantCame", "2016-000009")

    assert "Айгүл" not in page(service)
