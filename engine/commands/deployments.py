"""Deploying models. What a version executes never changes; a model that differs in formatting alone makes no new one, one
that is drawn or named otherwise replaces the version's picture."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, insert, select

from engine.commands.context import Also
from engine.commands.starts import has_listened, listen
from engine.expression.values import Value
from engine.history.canonical import canonical
from engine.model.bounds import FILE_NAME
from engine.model.check import Known, Process, Verdict, admit_model, check_model
from engine.model.definition import ProcessDefinition
from engine.model.lowering import LOWERING_VERSION
from engine.model.sameness import executes_same, is_same_model
from engine.model.values import Call
from engine.step.version import UnknownCall, chosen
from engine.storage.columns import Record
from engine.storage.queries import SHOWN, versions_of
from engine.storage.runtime import Runtime
from engine.storage.tables import DEFINITION, PICTURE
from engine.tokens.execution import Model as LoweredModel


@dataclass(frozen=True, kw_only=True)
class Deployed:
    """new: False where the newest version executes the same with the same forms; replaced: its picture was.

    beside: the other executable processes of the same file.
    """

    definition_id: int
    key: str
    version: int
    new: bool
    replaced: bool = False
    beside: tuple[Deployed, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Model:
    """forms: every form that may be named, form key to file text; the model's own are stored with it.

    once: a file that the newest version was ever deployed from changes nothing.
    """

    file: str
    xml: bytes
    forms: Mapping[str, str]
    lanes: frozenset[str]
    comment: str = ""
    once: bool = False


def deploy_model(
    runtime: Runtime, model: Model, *, actor: str, now: datetime, also: Also | None = None
) -> Deployed:
    """Check a model and make each executable process of it the newest version of its definition. Raises ModelRefused.

    also: what commits with it, and with nothing else.
    """
    with runtime.database.snapshot() as connection:
        known = _known(connection, runtime, model)
        verdict = admit_model(model.xml, file=model.file, known=known)
    rows = [_row_values(model, process, actor, now) for process in verdict.processes]
    with runtime.database.transaction() as connection:
        first, *others = [
            _deployed(connection, runtime, values, once=model.once) for values in rows
        ]
        if also is not None:
            also(connection)
        return replace(first, beside=tuple(others))


def _row_values(model: Model, process: Process, actor: str, now: datetime) -> dict[str, Value]:
    definition = process.definition
    forms = {key: model.forms[key] for key in sorted(definition.form_keys)}
    return {
        "key": definition.process_id,
        "version_tag": definition.version_tag or "",
        "rules": definition.rules,
        "file": model.file[:FILE_NAME],
        "xml": model.xml,
        "sha256": hashlib.sha256(model.xml + b"\x00" + canonical(forms)).hexdigest(),
        "lowered": process.lowered,
        "lowering_version": LOWERING_VERSION,
        "forms": json.dumps(forms, ensure_ascii=False),
        "deployed_by": actor,
        "deployed_at": now,
        "comment": model.comment,
    }


def judge_model(runtime: Runtime, model: Model) -> Verdict:
    """What `deploy_model` would say of it; nothing is stored, nothing raised for what stands in the model."""
    with runtime.database.snapshot() as connection:
        known = _known(connection, runtime, model)
        return check_model(model.xml, file=model.file, known=known)


def _known(connection: Connection, runtime: Runtime, model: Model) -> Known:
    return Known(
        job_types=runtime.handlers.types(),
        form_keys=frozenset(model.forms),
        lanes=model.lanes,
        asked=lambda key: _asked(model.forms[key]),
        called=lambda call: _called(connection, runtime, call),
    )


def _asked(form: str) -> frozenset[str]:
    """The names that a form asks, as its file says."""
    return frozenset(json.loads(form).get("schema", {}).get("properties", {}))


def _called(connection: Connection, runtime: Runtime, call: Call) -> ProcessDefinition | None:
    try:
        return chosen(call, versions_of(connection, runtime.versions, call.key)).definition
    except UnknownCall:
        return None


def _deployed(
    connection: Connection, runtime: Runtime, values: dict[str, Value], *, once: bool
) -> Deployed:
    key = values["key"]
    query = SHOWN.where(DEFINITION.c.key == key).order_by(DEFINITION.c.version.desc()).limit(1)
    newest = connection.execute(query).first()
    if newest is not None and _executes_same(newest, values):
        replaced = not is_same_model(newest.xml, values["xml"])
        replaced = replaced and not (once and _was_deployed(connection, newest, values))
        if replaced:
            _replace_picture(connection, newest.id, values)
        deployed = Deployed(
            definition_id=newest.id, key=key, version=newest.version, new=False, replaced=replaced
        )
    else:
        number = 1 if newest is None else newest.version + 1
        made = insert(DEFINITION).returning(DEFINITION.c.id)
        definition_id = connection.execute(made, {**values, "version": number}).scalar_one()
        deployed = Deployed(definition_id=definition_id, key=key, version=number, new=True)
    if not has_listened(connection, deployed.definition_id):
        model, now = LoweredModel.parse(values["lowered"], key), values["deployed_at"]
        listen(connection, runtime.calendar, deployed.definition_id, model, now)
    return deployed


def _executes_same(newest: Record, values: dict[str, Value]) -> bool:
    same_forms = json.loads(newest.forms) == json.loads(values["forms"])
    return same_forms and executes_same(newest.xml, values["xml"])


def _was_deployed(connection: Connection, newest: Record, values: dict[str, Value]) -> bool:
    pictures = select(PICTURE.c.id).where(
        PICTURE.c.definition_id == newest.id, PICTURE.c.xml == values["xml"]
    )
    return newest.sha256 == values["sha256"] or connection.execute(pictures).first() is not None


def _replace_picture(connection: Connection, definition_id: int, values: dict[str, Value]) -> None:
    names = ("xml", "deployed_by", "deployed_at", "comment")
    picture = {name: values[name] for name in names}
    connection.execute(insert(PICTURE), {**picture, "definition_id": definition_id})
