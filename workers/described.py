"""What each worker says of itself: the first sentence of its module, in English."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Mapping
from types import MappingProxyType

from workers.handlers import HANDLERS


def job_descriptions() -> Mapping[str, str]:
    """By job type; a worker that says nothing is left out."""
    found = {name: _said(name, handler.handle.__module__) for name, handler in HANDLERS.items()}
    return MappingProxyType({name: text for name, text in found.items() if text})


def _said(job_type: str, module: str) -> str:
    text = " ".join((inspect.getdoc(sys.modules[module]) or "").split("\n\n")[0].split())
    plain = text.removeprefix(f"{job_type}:").strip()
    return plain[:1].upper() + plain[1:]
