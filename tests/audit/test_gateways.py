from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from audit.gateways import Branch, Choice, conditions_read, shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("text", "text"),
        (True, "true"),
        (None, "null"),
        (12, "12"),
        (Decimal("1.5"), '"1.5"'),
        (["a", 1], '["a",1]'),
        (timedelta(days=1), '"1 day, 0:00:00"'),
    ],
)
def test_a_value_is_shown_as_a_reader_of_the_history_sees_it(value, text):
    assert shown(value) == text


def test_all_that_was_read_at_a_gateway_is_told_by_path():
    ways = tuple(
        Branch(flow_id=name, target=name, condition=name, reads=((name, name == "a"),))
        for name in ("a", "b")
    )

    assert conditions_read(Choice(element_id="Fine", branches=ways, why=())) == {
        "a": True,
        "b": False,
    }
