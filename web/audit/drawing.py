"""The picture of a version with marks; a model is parsed once for all the steps of a film."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from engine.diagram import DiagramMissing, DiagramUnreadable, Marks, draw_diagram
from engine.model.intake import read_model
from engine.step.version import Version

MODELS = 16  # kept parsed

_parsed = lru_cache(maxsize=MODELS)(read_model)


def drawn(version: Version, marks: Marks, *, language: str) -> str | None:
    """None where the model was never drawn, or what was drawn cannot be read."""
    title: Any = version.definition.label.text(language) or version.key
    try:
        return draw_diagram(_parsed(version.xml), marks=marks, language=language, title=title)
    except (DiagramMissing, DiagramUnreadable):
        return None
