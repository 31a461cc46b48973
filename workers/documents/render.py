"""From data to a PDF: the only importer of typst. The same data always give the same bytes.

Templates are fixed files; all data go in as JSON, so nothing typed by a person is ever read as markup. A character
that the font lacks would stop the printing: a sign stands in its place.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import fontpkg_noto_sans
import segno
import typst

from engine.words import Words
from engine.words.characters import printed
from workers.documents.wording import short_moment
from workers.editions import Edition

TEMPLATES = Path(__file__).parent / "templates"
FONTS = Path(fontpkg_noto_sans.ROOT) / "files"


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What stands around every document.

    mark: shown on documents that are signed without legal force; empty on all others.
    check_url: where a stranger can check the document; printed as a QR code and in letters.
    Without a code the foot says when the paper was printed: it is not kept.
    """

    title: Words
    edition: Edition
    made_at: datetime
    check_code: str = ""
    check_url: str = ""
    mark: str = ""


def render(template: str, frame: Frame, fields: Mapping[str, object]) -> bytes:
    """A PDF/A-3a and PDF/UA-1 file. template: stem of a file in `templates/`."""
    data = json.dumps({"frame": _frame_data(frame), "fields": _printed(fields)}, ensure_ascii=False)
    content: bytes = typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        sys_inputs={"data": data},
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        pdf_standards=["a-3a", "ua-1"],
    )
    return content


def _printed(value: object) -> object:
    """`value` with every text within it as the font can show it."""
    if isinstance(value, str):
        return printed(value)
    if isinstance(value, Mapping):
        return {name: _printed(each) for name, each in value.items()}
    return [_printed(each) for each in value] if isinstance(value, list | tuple) else value


def _frame_data(frame: Frame) -> dict[str, object]:
    at = frame.made_at.astimezone(UTC)
    return {
        "title": f"{frame.title.kk} / {frame.title.ru}",
        "edition_kk": frame.edition.name_kk,
        "edition_ru": frame.edition.name_ru,
        "code": _grouped(frame.check_code),
        "url": frame.check_url,
        "qr": _qr_svg(frame.check_url) if frame.check_url else "",
        "printed": "" if frame.check_code else short_moment(frame.made_at),
        "mark": frame.mark,
        "at": [at.year, at.month, at.day, at.hour, at.minute, at.second],
    }


def _grouped(code: str) -> str:
    """In fives, so that it can be read out; the last group takes the odd one."""
    groups = [code[at : at + 5] for at in range(0, 20, 5)]
    return "-".join([*groups, code[20:]]) if code else ""


def _qr_svg(url: str) -> str:
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="svg", border=1, xmldecl=False)
    return out.getvalue().decode()
