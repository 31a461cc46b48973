"""instances: what an operator does to a case by hand; each with a reason that stays in its history."""

from __future__ import annotations

import json
from typing import Any

import click

from cli.assembly import assembled
from engine.commands.instances import terminate_instance
from engine.commands.life import correct_variables, resume_instance, suspend_instance
from engine.commands.terms import recompute_terms

ACTOR = "system:operator"

REASON = click.option("--reason", required=True, help="Why; stays in the history of the case.")


@click.group()
def instances() -> None:
    """A case by hand: suspend, resume, terminate it, correct its variables."""


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


def _assignment(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not (name and equals):
        raise click.BadParameter(f"{text}: write NAME=VALUE")
    try:
        return name, json.loads(value)
    except ValueError as error:
        raise click.BadParameter(
            f"{name}: {value} is no JSON; text needs quotation marks"
        ) from error
