"""deploy MODEL.bpmn…: check and make the newest version."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from cli.assembly import assembled
from engine.commands.deployments import Deployed, Model, deploy_model
from engine.modelling.tables import LONGEST_FILE_NAME
from engine.storage.runtime import Runtime
from forms.library import form_contents
from people.roles import LANE_NAMES


@click.command()
@click.argument(
    "models", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--comment", default="", help="What changed, for the list of versions.")
def deploy(models: tuple[Path, ...], comment: str) -> None:
    """Check and deploy each MODEL. What executes the same makes no new version; drawn or named otherwise it replaces the picture."""
    with assembled() as platform:
        for path in models:
            deployed = deploy_file(
                platform.runtime,
                path,
                actor="system:operator",
                now=platform.clock(),
                comment=comment,
            )
            for each in (deployed, *deployed.beside):
                click.echo(f"{path.name}: {each.key} {_outcome(each)}")


def _outcome(deployed: Deployed) -> str:
    if deployed.new:
        return f"new version {deployed.version}"
    if deployed.replaced:
        return f"picture of version {deployed.version} replaced"
    return f"version {deployed.version} unchanged"


def deploy_file(
    runtime: Runtime,
    path: Path,
    *,
    actor: str,
    now: datetime,
    comment: str = "",
    once: bool = False,
) -> Deployed:
    """Deploy one file with the forms of this machine. Raises ModelRefused, ClickException for too long a name.

    once: see `Model`.
    """
    if len(path.name) > LONGEST_FILE_NAME:
        raise click.ClickException(
            f"{path.name[:40]}…: the file name has more than {LONGEST_FILE_NAME} characters; rename the file"
        )
    model = Model(
        file=path.name,
        xml=path.read_bytes(),
        forms=form_contents(),
        lanes=LANE_NAMES,
        comment=comment,
        once=once,
    )
    return deploy_model(runtime, model, actor=actor, now=now)
