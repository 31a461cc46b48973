"""Process definitions: every version with who deployed it and what runs by it; one page a version."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import groupby

from flask import Blueprint, Response, render_template, send_file
from flask_babel import gettext

from engine.model.differences import differences
from engine.model.edition import Edition, read_edition
from engine.model.intake import read_model
from engine.storage.columns import Record
from engine.storage.queries import definition_rows
from people.actions import Action
from people.rights import may
from people.store import Connection
from web.access import access, signed_in
from web.languages import current_language
from web.models.lines import DraftLine, closed_lines, draft_lines
from web.models.links import editor_link
from web.models.people import names_of
from web.models.store import Counts, instance_counts, newest_row, pictures_of, version_row
from web.models.view import element_lines
from web.pictures import picture
from web.platform import current_platform

VERSION = "/models/<key>/<int(max=1000000000):number>"
BPMN_XML = "application/xml"
EDITIONS = 32  # kept read

blueprint = Blueprint("models", __name__)


@dataclass(frozen=True, kw_only=True)
class VersionLine:
    """pictures: what took the place of its document since, each with who deployed it."""

    row: Record
    deployed_by: str
    counts: Counts
    pictures: tuple[tuple[Record, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class DefinitionLines:
    key: str
    versions: tuple[VersionLine, ...]


@blueprint.get("/models")
@access(Action.SEE_DEFINITIONS)
def page() -> str:
    """Every version, the newest first; before them the drafts, for who works at them."""
    platform, may_edit = current_platform(), may(signed_in(), Action.EDIT_MODEL)
    drafts: tuple[DraftLine, ...] = ()
    closed: tuple[DraftLine, ...] = ()
    with platform.database.snapshot() as connection:
        definitions = _definitions(connection)
        if may_edit:
            drafts = draft_lines(connection, now=platform.clock())
            closed = closed_lines(connection)
    return render_template(
        "models/list.html",
        definitions=definitions,
        drafts=drafts,
        closed=closed,
        may_edit=may_edit,
        editor_link=editor_link,
    )


@blueprint.get(VERSION)
@access(Action.SEE_DEFINITION)
def version(key: str, number: int) -> str:
    """The drawing, the elements and the forms. Raises UnknownDefinition."""
    language = current_language()
    with current_platform().database.snapshot() as connection:
        row = version_row(connection, key, number)
        earlier = newest_row(connection, key, before=number)
        line = _line(connection, row)
    edition = edition_of(row)
    title = model_title(edition, number, language)
    return render_template(
        "models/version.html",
        line=line,
        definition=edition.definition,
        elements=element_lines(edition, language),
        forms=sorted(edition.forms),
        earlier=earlier,
        title=title,
        may_edit=may(signed_in(), Action.EDIT_MODEL),
        picture=picture(row.xml, language=language, title=title),
    )


@blueprint.get(VERSION + "/file")
@access(Action.SEE_DEFINITION)
def download(key: str, number: int) -> Response:
    """The model as the analyst gave it last, byte for byte. Raises UnknownDefinition."""
    with current_platform().database.snapshot() as connection:
        row = version_row(connection, key, number)
    answer = send_file(
        BytesIO(row.xml),
        mimetype=BPMN_XML,
        as_attachment=True,
        download_name=f"{key}-{number}.bpmn",
        max_age=0,
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@blueprint.get(VERSION + "/differences")
@access(Action.SEE_DEFINITION)
def compared(key: str, number: int) -> str:
    """What differs from the version before. Raises UnknownDefinition."""
    language = current_language()
    with current_platform().database.snapshot() as connection:
        row = version_row(connection, key, number)
        earlier = newest_row(connection, key, before=number)
    edition = edition_of(row)
    found = differences(edition_of(earlier), edition) if earlier else ()
    return render_template(
        "models/differences.html",
        row=row,
        earlier=earlier,
        found=found,
        title=model_title(edition, number, language),
    )


def edition_of(row: Record) -> Edition:
    """A stored version as it is compared."""
    return _read_edition(bytes(row.xml), str(row.forms), str(row.file), str(row.key))


@lru_cache(maxsize=EDITIONS)
def _read_edition(xml: bytes, forms: str, file: str, key: str) -> Edition:
    return read_edition(read_model(xml, file=file), json.loads(forms), key)


def model_title(edition: Edition, number: int, language: str) -> str:
    name = edition.definition.label.text(language) or edition.definition.process_id
    return str(gettext("%(model)s, version %(number)d", model=name, number=number))


def _definitions(connection: Connection) -> tuple[DefinitionLines, ...]:
    rows = definition_rows(connection)
    counts = instance_counts(connection)
    names = names_of(connection, {row.deployed_by for row in rows})
    return tuple(
        DefinitionLines(
            key=key,
            versions=tuple(
                VersionLine(
                    row=row,
                    deployed_by=names[row.deployed_by],
                    counts=counts.get(row.id, Counts()),
                )
                for row in versions
            ),
        )
        for key, versions in groupby(rows, key=lambda row: row.key)
    )


def _line(connection: Connection, row: Record) -> VersionLine:
    pictures = pictures_of(connection, row.id)
    names = names_of(connection, [each.deployed_by for each in (row, *pictures)])
    return VersionLine(
        row=row,
        deployed_by=names[row.deployed_by],
        counts=instance_counts(connection).get(row.id, Counts()),
        pictures=tuple((each, names[each.deployed_by]) for each in pictures),
    )
