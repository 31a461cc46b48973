"""The drawings of models on pages: read once, painted with the marks of a case, a run or a count."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from flask import request

from engine.diagram import DiagramMissing, DiagramUnreadable, Drawing, Marks
from engine.model.findings import ModelRefused
from engine.model.intake import read_model

MODELS = 64  # kept read
PLAIN = Marks()


def picture(
    xml: bytes,
    marks: Marks = PLAIN,
    *,
    language: str,
    title: str,
    around: Iterable[str] | None = None,
) -> str | None:
    """The picture; None where the model was never drawn, or what was drawn cannot be read. Arguments as of `Drawing`.

    An element of a called model is the call activity in the picture. An address with `view=whole` asks for all of it: where
    no script runs that could move the part.
    """
    drawing = _drawing(xml)
    if drawing is None:
        return None
    whole = around is None or request.args.get("view") == "whole"
    places = None if whole else [one.partition("/")[0] for one in around or ()]
    return drawing.paint(marks=marks, language=language, title=title, around=places)


@lru_cache(maxsize=MODELS)
def _drawing(xml: bytes) -> Drawing | None:
    try:
        return Drawing(read_model(xml))
    except (DiagramMissing, DiagramUnreadable, ModelRefused):
        return None
