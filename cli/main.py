"""The commands of the terminal. An error is one sentence with cause and remedy, no traceback, exit status not 0."""

from __future__ import annotations

import sys
from importlib import import_module

import click
from sqlalchemy.exc import DBAPIError

from engine.errors import EngineError

COMMANDS = {
    "serve": "serve",
    "work": "work",
    "demo": "demo",
    "check": "check",
    "deploy": "deploy",
    "document": "document",
    "trace": "trace",
    "replay": "replay",
    "verify": "verify",
    "export": "export",
    "export-log": "export_log",
    "figures": "figures",
    "instances": "instances",
    "incidents": "incidents",
    "messages": "messages",
    "calendar": "calendar",
    "user": "user",
    "account": "account",
    "office": "office",
    "db": "db",
    "backup": "backup",
    "restore": "backup",
    "bench": "bench",
    "test": "test",
}
"""Name to module, in the order of the help."""


class Commands(click.Group):
    """Loads a command when it is named: `check` need not wait for the pages."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        found: click.Command = getattr(
            import_module(f"cli.{COMMANDS[name]}"), name.replace("-", "_")
        )
        return found


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.pass_context
def main(context: click.Context) -> None:
    """Ruqsat: a BPMN process engine for state services. Without a command it serves."""
    if context.invoked_subcommand is None:
        serve = main.get_command(context, "serve")
        assert serve is not None
        context.invoke(serve)


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
