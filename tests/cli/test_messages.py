"""What was sent and nobody waited for."""

from __future__ import annotations

from datetime import timedelta

from cli.assembly import assembled
from engine.commands.messages import deliver_buffered, publish_message
from tests.conftest import NOW

DAY = timedelta(days=1)


def sent() -> None:
    with assembled() as platform:
        publish_message(platform.runtime, "Came", "7", {}, time_to_live=DAY, actor="bolat", now=NOW)


def test_without_messages_it_says_so(run):
    assert run("messages", "list").output == "no message has expired\n"
    assert run("messages", "list", "--waiting").output == "no message is waiting\n"


def test_a_kept_message_is_listed_with_its_end(run):
    sent()

    listed = run("messages", "list", "--waiting").output
    assert listed == "1  Came  7  sent 2016-09-05 04:00 by bolat, expires 2016-09-06 04:00\n"
    assert run("messages", "list").output == "no message has expired\n"


def test_an_expired_message_is_listed(run):
    sent()
    with assembled() as platform:
        deliver_buffered(platform.runtime, now=NOW + DAY)

    listed = run("messages", "list").output
    assert listed == "1  Came  7  sent 2016-09-05 04:00 by bolat, expired 2016-09-06 04:00\n"
    assert run("messages", "list", "--waiting").output == "no message is waiting\n"
