"""replay INSTANCE: the instance after each of its events, re-executed from the history."""

from __future__ import annotations

import click
import orjson

from cli.assembly import assembled
from engine.expression.values import Value
from engine.history.events import instant_text
from engine.replay.replay import Frame
from engine.replay.verify import frames_of
from engine.storage.queries import instance_row


@click.command()
@click.argument("instance")
@click.option("--until", type=int, help="Stop after the event with this number.")
@click.option("--json", "as_json", is_flag=True, help="Print frames as JSON, one a line.")
def replay(instance: str, until: int | None, as_json: bool) -> None:
    """Re-execute the history of INSTANCE and show each step: path, decisions with their reasons, variables."""
    with assembled() as platform, platform.database.snapshot() as connection:
        row = instance_row(connection, instance)
        for frame in frames_of(platform.runtime, connection, row):
            if until is not None and frame.event.seq > until:
                break
            shown = frame_json(frame)
            click.echo(orjson.dumps(shown).decode() if as_json else _sentence(shown))


def frame_json(frame: Frame) -> dict[str, object]:
    """One step in plain values."""
    step = frame.step
    return {
        "seq": frame.event.seq,
        "kind": frame.event.kind.value,
        "element_id": frame.event.element_id,
        "actor": frame.event.actor,
        "at": instant_text(frame.event.at),
        "hash": frame.hash.hex(),
        "path": [completion.element_id for completion in step.completions] if step else [],
        "flows": list(step.flows) if step else [],
        "decisions": [
            {
                "element_id": decision.element_id,
                "flow_id": decision.flow_id,
                "condition": decision.condition,
                "reads": {read.path: read.value for read in decision.reads},
                "result": decision.result,
                "taken": decision.taken,
            }
            for decision in (step.decisions if step else ())
        ],
        "status": step.status.value if step else None,
        "variables": dict(step.variables) if step else None,
    }


def _sentence(shown: dict[str, Value]) -> str:
    lines = [
        f"{shown['seq']:4} {shown['at']} {shown['kind']} {shown['element_id']} by {shown['actor']}"
    ]
    if shown["path"]:
        lines.append("     path: " + " → ".join(shown["path"]))
    for decision in shown["decisions"]:
        if decision["taken"]:
            reads = ", ".join(f"{path} = {value!r}" for path, value in decision["reads"].items())
            why = decision["condition"] or "default"
            lines.append(
                f"     {decision['element_id']} → {decision['flow_id']}: {why}"
                + (f" ({reads})" if reads else "")
            )
    return "\n".join(lines)
