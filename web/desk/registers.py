"""Registers of an office: a period on the page, on paper and for a spreadsheet."""

from __future__ import annotations

import io
from collections.abc import Iterable

from flask import Blueprint, Response, render_template, request, send_file

from engine.words import Words
from people.actions import Action
from people.rights import Case
from people.values import Office
from web.access import access, note_read, signed_in
from web.desk.asked import VOID, Asked, asked_register, kept_by, offered_offices
from web.languages import current_language
from web.platform import current_platform
from workers.documents.register_print import render_register
from workers.local_time import local_period
from workers.register_csv import register_csv
from workers.register_lines import RegisterLine, register_lines, totals_of, void_lines
from workers.register_words import register_title
from workers.registers import Register

SHOWN = 500  # lines on a page; paper and spreadsheet have all

blueprint = Blueprint("registers", __name__)


@blueprint.get("/registers")
@access(Action.SEE_REGISTERS)
def page() -> str | tuple[str, int]:
    """The register of this month, or the one asked for; 422 with the form where the period is none."""
    asked = asked_register()
    if asked.errors:
        return _page(asked, ()), 422
    lines = _lines(asked)
    _note_reads(lines[:SHOWN])
    return _page(asked, lines)


@blueprint.get("/registers.pdf")
@access(Action.SEE_REGISTERS)
def printed() -> Response | tuple[str, int]:
    asked = asked_register()
    if asked.errors:
        return _page(asked, ()), 422
    lines, (first, last) = _lines(asked), asked.days
    _note_reads(lines)
    content = render_register(
        asked.register,
        lines,
        office=Words(kk=asked.office.name_kk, ru=asked.office.name_ru, en=asked.office.name_en),
        first=first,
        last=last,
        printed_by=signed_in().name,
        at=current_platform().clock(),
    )
    return send_file(
        io.BytesIO(content), mimetype="application/pdf", download_name=f"{asked.stem}.pdf"
    )


@blueprint.get("/registers.csv")
@access(Action.SEE_REGISTERS)
def downloaded() -> Response | tuple[str, int]:
    asked = asked_register()
    if asked.errors:
        return _page(asked, ()), 422
    lines = _lines(asked)
    _note_reads(lines)
    return send_file(
        io.BytesIO(register_csv(lines, current_language())),
        mimetype="text/csv",
        as_attachment=True,
        download_name=f"{asked.stem}.csv",
    )


def _lines(asked: Asked) -> tuple[RegisterLine, ...]:
    platform, office_id = current_platform(), asked.office.id
    assert office_id is not None, "it was read from the database"
    since, until = local_period(*asked.days)
    with platform.database.snapshot() as connection:
        if asked.register is None:
            return void_lines(
                connection, platform.vault, office_id=office_id, since=since, until=until
            )
        return register_lines(
            connection,
            platform.vault,
            office_id=office_id,
            register=asked.register,
            since=since,
            until=until,
        )


def _note_reads(lines: Iterable[RegisterLine]) -> None:
    """A line names the applicant: each case among them is a read of personal data."""
    for instance_id in dict.fromkeys(line.instance_id for line in lines if line.instance_id):
        case = Case(instance_id=instance_id, office_id=None)
        note_read(Action.SEE_REGISTERS, case, request.path)


def _page(asked: Asked, lines: tuple[RegisterLine, ...]) -> str:
    language = current_language()
    offered: list[Register | None] = [*kept_by(asked.office), None]
    if asked.register not in offered:
        offered.append(asked.register)
    return render_template(
        "desk/registers.html",
        asked=asked,
        title=register_title(asked.register).text(language),
        offices=[(office.id, _name(office, language)) for office in offered_offices()],
        registers=[
            (VOID if each is None else each.value, register_title(each).text(language))
            for each in offered
        ],
        lines=lines[:SHOWN],
        totals=totals_of(lines),
        left_out=max(0, len(lines) - SHOWN),
    )


def _name(office: Office, language: str) -> str:
    return {"ru": office.name_ru, "en": office.name_en}.get(language) or office.name_kk
