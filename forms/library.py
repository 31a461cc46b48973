"""The forms that lie in this folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from forms.errors import UnknownForm
from forms.form import Form, read_form

FOLDER = Path(__file__).parent


def form_keys() -> frozenset[str]:
    """The stems of `forms/*.json`."""
    return frozenset(path.stem for path in FOLDER.glob("*.json"))


@cache
def load_form(key: str) -> Form:
    """The form of that key. Raises UnknownForm, or FormInvalid where its file breaks a rule."""
    return read_form(key, _content(key))


def form_contents() -> dict[str, str]:
    """The text of every form by its key: a deployment keeps those it names, and reads them by `read_form`."""
    return {key: _content(key).decode("utf-8") for key in sorted(form_keys())}


def _content(key: str) -> bytes:
    # the key may come from a model: it picks among the files that lie here, it is never a path
    if key not in form_keys():
        raise UnknownForm(key)
    return (FOLDER / f"{key}.json").read_bytes()
