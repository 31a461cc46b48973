"""serve: a web node, with timers and workers unless told not to."""

from __future__ import annotations

import errno
import signal
import socket
import sys
from datetime import datetime, timedelta

import click
import waitress

from cli.assembly import assembled
from cli.demonstration.place import demo_settings
from cli.deploy import deploy_file
from cli.front_end import build_front_end
from engine.commands.timers import Chore, engine_chores, reading_chores, start_ticking
from engine.errors import EngineError
from engine.settings import ROOT
from people.account_store import forget_replies
from people.demo import DEMO_PASSWORD, PEOPLE, install_demo
from people.store import forget_expired
from web import create_app
from web.languages import compile_catalogues
from web.platform import Platform
from web.rest.parking import PLACES
from workers.notices.adapters import adapters_of
from workers.notices.sender import send_due
from workers.worker import new_worker_id, work_once

THREADS = 8 + PLACES  # a request that waits for work holds one
ATTEMPTS_KEPT = timedelta(days=1)
REPLIES_KEPT = timedelta(days=7)  # docs/api.md
PORTS_TRIED = 20


class PortTaken(EngineError):
    """The port that was asked for is in use."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} is taken. Choose another with --port, or leave it out to get the next free one."
        )
        self.port = port


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), help="Default: 8000, or the next free one.")
@click.option("--no-workers", is_flag=True, help="Pages only: no timers, no jobs.")
@click.option("--demo", is_flag=True, help="Show what the command `demo` has made.")
def serve(
    host: str = "127.0.0.1", port: int | None = None, no_workers: bool = False, demo: bool = False
) -> None:
    """Serve the pages; sets up what is missing first."""
    settings = demo_settings() if demo else None
    build_front_end()
    click.echo("Opening the database and deploying the models of bpmn/ ...", err=True)
    compile_catalogues()
    with assembled(settings) as platform:
        set_up(platform)
        listener = free_socket(host, port)
        scheduler = start_ticking(
            reading_chores(platform.runtime) if no_workers else chores(platform),
            clock=platform.clock,
            seconds=platform.settings.tick_seconds,
        )
        _greet(platform, host, listener.getsockname()[1])
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # finish what is in hand, then stop
        try:
            waitress.serve(
                create_app(platform),
                sockets=[listener],
                threads=THREADS,
                channel_request_lookahead=1,  # tells when a client that waits has hung up
                _quiet=True,
                **_proxy(platform.settings.trusted_proxy),
            )
        finally:
            scheduler.shutdown(wait=True)


def _proxy(address: str) -> dict[str, object]:
    """What waitress is told of the proxy before it; without one no forwarded header is believed."""
    if not address:
        return {}
    headers = {"x-forwarded-for", "x-forwarded-proto"}
    return {
        "trusted_proxy": address,
        "trusted_proxy_headers": headers,
        "clear_untrusted_proxy_headers": True,
    }


def set_up(platform: Platform) -> None:
    """Deploy the models of `bpmn/`, and in development the demo people. A picture that somebody replaced since stays."""
    now = platform.clock()
    for path in sorted((ROOT / "bpmn").glob("*.bpmn")):
        deploy_file(platform.runtime, path, actor="system:setup", now=now, once=True)
    if not platform.settings.production:
        with platform.database.transaction() as connection:
            install_demo(connection, platform.vault, now, platform.hasher)


def chores(platform: Platform) -> tuple[Chore, ...]:
    """All that a node does by itself."""
    settings, runtime = platform.settings, platform.runtime
    worker_id = new_worker_id()
    lease = timedelta(seconds=settings.lease_seconds)
    channels = adapters_of(settings)

    def work(_: datetime) -> object:
        return work_once(runtime, worker_id=worker_id, lease=lease, clock=platform.clock)

    def send(now: datetime) -> object:
        return send_due(platform.database, platform.vault, channels, now)

    def tidy(now: datetime) -> None:
        with platform.database.transaction() as connection:
            forget_expired(connection, now=now, attempts_before=now - ATTEMPTS_KEPT)
            forget_replies(connection, before=now - REPLIES_KEPT)

    return (*engine_chores(runtime), work, send, tidy)


def free_socket(host: str, port: int | None) -> socket.socket:
    """A listening socket on the port asked for, or on 8000 or the next free one. Raises PortTaken."""
    wanted = [port] if port is not None else list(range(8000, 8000 + PORTS_TRIED))
    for number in wanted:
        listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, number))
        except OSError as error:
            listener.close()
            if error.errno != errno.EADDRINUSE:
                raise
        else:
            return listener
    raise PortTaken(wanted[0])


def _greet(platform: Platform, host: str, port: int) -> None:
    click.echo(f"Ruqsat answers at http://{host}:{port}/ (Ctrl+C stops it)")
    if platform.settings.production:
        return
    click.echo(f"Sign in with one of these names and the password {DEMO_PASSWORD}:")
    for person in PEOPLE:
        click.echo(
            f"  {person.id:12} {person.role.value}"
            + (f", {person.office}" if person.office else "")
        )
