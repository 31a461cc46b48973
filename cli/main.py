"""The commands of the terminal. An error is one sentence with cause and remedy, no traceback, exit status not 0."""

from __future__ import annotations

import sys

import click
from sqlalchemy.exc import DBAPIError

from cli.backup import backup, restore
from cli.bench import bench
from cli.calendar import calendar
from cli.check import check
from cli.db import db
from cli.demo import demo
from cli.deploy import deploy
from cli.export import export
from cli.export_log import export_log
from cli.figures import figures
from cli.incidents import incidents
from cli.instances import instances
from cli.messages import messages
from cli.office import office
from cli.replay import replay
from cli.serve import serve
from cli.test import test
from cli.trace import trace
from cli.user import user
from cli.verify import verify
from cli.work import work
from engine.errors import EngineError

COMMANDS = (
    serve,
    work,
    demo,
    check,
    deploy,
    trace,
    replay,
    verify,
    export,
    export_log,
    figures,
    instances,
    incidents,
    messages,
    calendar,
    user,
    office,
    db,
    backup,
    restore,
    bench,
    test,
)


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(context: click.Context) -> None:
    """Ruqsat: a BPMN process engine for state services. Without a command it serves."""
    if context.invoked_subcommand is None:
        context.invoke(serve)


for command in COMMANDS:
    main.add_command(command)


def run() -> None:
    """The whole program; every expected failure leaves as one sentence."""
    try:
        main(prog_name="run_engine.py")
    except EngineError as error:
        _leave(str(error))
    except DBAPIError as error:
        _leave(
            f"The database does not answer: {error.orig}. Is RUQSAT_DATABASE_URL right, and is it running?"
        )
    except OSError as error:
        _leave(f"{error.strerror or error}: {error.filename or ''}".rstrip(": "))


def _leave(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.exit(1)
