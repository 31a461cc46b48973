"""Papers of the desk: printed when asked for and not kept, so there is no code by which to check them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from workers.documents.kinds import TITLES, Kind
from workers.documents.render import Frame, render
from workers.editions import edition_of


def paper(kind: Kind, fields: Mapping[str, object], *, rules: str, at: datetime) -> bytes:
    """A PDF with `at` at its foot. rules: the edition that the case, or the office now, works by."""
    frame = Frame(title=TITLES[kind], edition=edition_of(rules), made_at=at)
    return render(kind.value, frame, fields)
