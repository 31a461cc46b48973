"""A deployed process definition, read and parsed once and shared by every instance and thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.model.definition import ProcessDefinition
from engine.spiff import Model


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of one model.

    forms: form key to the form file's text as it was at deployment.
    sha256: of the model as the analyst gave it, with its forms; 64 hex digits.
    """

    id: int
    key: str
    number: int
    sha256: str
    definition: ProcessDefinition
    model: Model
    xml: bytes
    forms: Mapping[str, str] = field(default_factory=dict)
