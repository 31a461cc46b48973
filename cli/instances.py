"""instances: what an operator does to a case by hand; each with a reason that stays in its history."""

from __future__ import annotations

import json

import click

from cli.assembly import assembled
from engine.commands.instances import terminate_instance
from engine.commands.life import correct_variables, resume_instance, suspend_instance
from engine.commands.terms import recompute_terms
from engine.commands.tokens import move_token, reopen_instance
from engine.step.states import UNFINISHED
from engine.storage.queries import instance_row
from engine.storage.standing_tokens import standing_tokens
from workers.kept import kept_numbers

ACTOR = "system:operator"

REASON = click.option("--reason", required=True, help="Why; stays in the history of the case.")


@click.group()
def instances() -> None:
    """A case by hand: suspend, resume, terminate, reopen it, correct its variables, move its tokens."""


@instances.command()
@click.argument("instance_id")
@REASON
def suspend(instance_id: str, reason: str) -> None:
    """Let nothing move in INSTANCE_ID until it is resumed."""
    with assembled() as platform:
        suspend_instance(
            platform.runtime, instance_id, reason=reason, actor=ACTOR, now=platform.clock()
        )
    click.echo(f"instance {instance_id} is suspended")


@instances.command()
@click.argument("instance_id")
@REASON
def resume(instance_id: str, reason: str) -> None:
    """Let INSTANCE_ID go on; what became due meanwhile follows."""
    with assembled() as platform:
        resume_instance(
            platform.runtime, instance_id, reason=reason, actor=ACTOR, now=platform.clock()
        )
    click.echo(f"instance {instance_id} goes on")


@instances.command()
@click.argument("instance_id")
@REASON
def terminate(instance_id: str, reason: str) -> None:
    """End INSTANCE_ID for good, wherever it stands."""
    with assembled() as platform:
        terminate_instance(
            platform.runtime, instance_id, reason=reason, actor=ACTOR, now=platform.clock()
        )
    click.echo(f"instance {instance_id} is terminated")


@instances.command()
@click.argument("instance_id")
@click.argument("assignments", nargs=-1, required=True, metavar="NAME=VALUE...")
@REASON
def correct(instance_id: str, assignments: tuple[str, ...], reason: str) -> None:
    """Correct variables of INSTANCE_ID; open terms follow. VALUE is JSON: text in quotation marks, true, 3."""
    variables = dict(_assignment(text) for text in assignments)
    with assembled() as platform:
        correct_variables(
            platform.runtime,
            instance_id,
            variables,
            reason=reason,
            actor=ACTOR,
            now=platform.clock(),
        )
        moved = recompute_terms(
            platform.runtime, instance_id, reason=reason, actor=ACTOR, now=platform.clock()
        )
    click.echo(f"{', '.join(variables)} corrected; {moved} terms have moved")


@instances.command()
@click.argument("instance_id")
def show(instance_id: str) -> None:
    """Where the tokens of INSTANCE_ID stand, and where they may be moved; of one that has ended, where it may go on."""
    with assembled() as platform, platform.database.snapshot() as connection:
        row = instance_row(connection, instance_id)
        tokens = standing_tokens(platform.runtime, connection, row, now=platform.clock())
    click.echo(f"{row.business_key} is {row.status}, revision {row.revision}")
    for stand in tokens.stands:
        targets = ", ".join(tokens.targets[stand.token])
        click.echo(f"token {stand.token} at {' or '.join(stand.element_ids)}, may go to: {targets}")
    if row.status not in UNFINISHED:
        click.echo(f"may be reopened at: {', '.join(tokens.entries)}")


@instances.command("move")
@click.argument("instance_id")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@REASON
def move_one(instance_id: str, source: str, target: str, reason: str) -> None:
    """Put the token of INSTANCE_ID at FROM (an element, or the number of a token) before the element TO.

    What it leaves is canceled; nothing of the past is deleted.
    """
    place = int(source) if source.isascii() and source.isdigit() else source
    with assembled() as platform:
        move_token(
            platform.runtime,
            instance_id,
            place,
            target,
            reason=reason,
            actor=ACTOR,
            now=platform.clock(),
        )
    click.echo(f"instance {instance_id}: the token at {source} was put before {target}")


@instances.command()
@click.argument("instance_id")
@click.argument("target", metavar="TO")
@REASON
def reopen(instance_id: str, target: str, reason: str) -> None:
    """Let INSTANCE_ID, which has ended, go on at the element TO; its term is counted anew.

    What was written to registers, signed and sent stays as it is.
    """
    with assembled() as platform:
        reopen_instance(
            platform.runtime,
            instance_id,
            target,
            reason=reason,
            actor=ACTOR,
            now=platform.clock(),
        )
        with platform.database.snapshot() as connection:
            kept = kept_numbers(connection, instance_id)
    click.echo(f"instance {instance_id} goes on at {target}")
    if kept:
        click.echo(f"these stay in the registers: {', '.join(row.number for row in kept)}")


def _assignment(text: str) -> tuple[str, object]:
    name, equals, value = text.partition("=")
    if not (name and equals):
        raise click.BadParameter(f"{text}: write NAME=VALUE")
    try:
        return name, json.loads(value)
    except ValueError as error:
        raise click.BadParameter(
            f"{name}: {value} is no JSON; text needs quotation marks"
        ) from error
