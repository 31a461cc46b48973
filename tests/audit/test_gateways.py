from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from audit.gateways import shown


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
