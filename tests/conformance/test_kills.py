"""Three processes that start each other by time, message and signal, over nodes that are killed at random: every start once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from engine.commands import stepping
from engine.commands.timers import engine_chores
from engine.replay.verify import verify_instance
from engine.storage.database import Database
from engine.storage.tables import DEFINITION, INSTANCE
from engine.storage.vault import Vault
from tests.conformance.live import Live
from tests.conformance.rows import Table
from tests.engine.tokens.drawing import catch, cycle, end, flows, message, signal, start, throw

HOURS = 5
T = Table(element="Kills")
T.runs(
    "three_that_start_each_other",
    "by time, message and signal",
    start("S", cycle(f"R{HOURS}/PT1H")),
    throw("A", message("paper")),
    catch("B", signal("alarm")),
    end(),
    flows("S > A > B > E"),
    beside={
        "Q": start("QS", message("paper")) + end("QE", signal("alarm")) + flows("QS > QE"),
        "R": start("RS", signal("alarm")) + end("RE") + flows("RS > RE"),
    },
    trace="",
)


class Killed(BaseException):
    """The node is gone, whatever it was doing."""


def killing(rng: Random, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a step is written, or before it is committed."""
    write = stepping.write_step

    def written(*given: Any, **more: Any) -> None:
        if rng.random() < 0.25:
            raise Killed
        write(*given, **more)
        if rng.random() < 0.25:
            raise Killed

    monkeypatch.setattr(stepping, "write_step", written)


@pytest.mark.parametrize("seed", range(3))
def test_every_start_happens_once(
    seed: int, database: Database, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = Live(database, vault, T.rows[0], [])
    live.deploy()
    rng = Random(seed)
    killing(rng, monkeypatch)
    kills = 0
    for hour in range(1, HOURS + 1):
        live.now += timedelta(hours=1)
        for _ in range(12):
            node = rng.choice(live.nodes)
            for chore in engine_chores(node):
                try:
                    chore(live.now)
                except Killed:
                    kills += 1
        assert begun(database)["P"] == hour
    monkeypatch.undo()
    for _ in range(3):
        for chore in engine_chores(live.runtime):
            chore(live.now)

    assert kills > 0
    assert begun(database) == {"P": HOURS, "Q": HOURS, "R": HOURS}
    with database.snapshot() as connection:
        rows = connection.execute(select(INSTANCE.c.id, INSTANCE.c.status)).all()
        assert {row.status for row in rows} == {"completed"}
        assert all(verify_instance(live.runtime, connection, row.id).events for row in rows)


def begun(database: Database) -> Counter[str]:
    query = select(DEFINITION.c.key).join(INSTANCE, INSTANCE.c.definition_id == DEFINITION.c.id)
    with database.snapshot() as connection:
        return Counter(connection.execute(query).scalars())
