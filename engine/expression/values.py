"""What variables hold, named once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Value = Any
"""Null, true and false, numbers, text, lists, objects, instants and spans: which, `kind_of` tells, and no type can."""

Variables = Mapping[str, Value]
"""Values by their names."""
