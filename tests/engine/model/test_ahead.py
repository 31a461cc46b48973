from __future__ import annotations

from engine.model.ahead import conditions_ahead
from engine.model.definition import read_definition
from engine.model.intake import read_model
from tests.engine.tokens.drawing import end, flows, model, start, user, xor


def test_conditions_are_looked_for_as_far_as_the_next_user_task():
    xml = model(
        start(),
        user("A"),
        xor("X"),
        xor("Y"),
        user("B"),
        xor("Z"),
        end(),
        flows(
            "S > A > X", "X > Y : a", "X > B : b", "Y > E : c", "Y > A : d", "B > Z", "Z > E : e"
        ),
    )
    definition = read_definition(read_model(xml))

    assert list(conditions_ahead(definition, "A")) == ["a", "b", "c", "d"]
    assert list(conditions_ahead(definition, "B")) == ["e"]
