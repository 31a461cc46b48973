"""The first thing in which a scenario ends otherwise than it expects, in the language of the page."""

from __future__ import annotations

from flask_babel import gettext

from audit.gateways import shown
from engine.rehearsal.results import Result
from engine.rehearsal.trace import Difference
from engine.words import verbatim
from web.languages import current_language


def result_words(result: Result) -> str:
    """Empty where all is as expected."""
    if result.difference is not None:
        return difference_words(result.difference)
    return verbatim(result.failure).text(current_language())


def difference_words(difference: Difference, *, by_hand: bool = False) -> str:
    """by_hand: what was expected is what a run by hand came to."""
    got, wanted = _text(difference.got), _text(difference.wanted)
    match difference.what:
        case "form":
            return str(
                gettext(
                    "The form of %(element)s refuses its answer: %(reason)s",
                    element=difference.name,
                    reason=got,
                )
            )
        case "step":
            end = gettext("the end")
            got, wanted = str(difference.got or end), str(difference.wanted or end)
            if by_hand:
                return str(
                    gettext(
                        "Step %(number)s is %(got)s, by hand it was %(wanted)s.",
                        number=difference.name,
                        got=got,
                        wanted=wanted,
                    )
                )
            return str(
                gettext(
                    "Step %(number)s is %(got)s, %(wanted)s was expected.",
                    number=difference.name,
                    got=got,
                    wanted=wanted,
                )
            )
        case "variable":
            return str(
                gettext(
                    "The variable %(name)s is %(got)s, %(wanted)s was expected.",
                    name=difference.name,
                    got=got,
                    wanted=wanted,
                )
            )
        case "status":
            return str(gettext("It ends %(got)s, %(wanted)s was expected.", got=got, wanted=wanted))
    return str(gettext("It waits at %(got)s, %(wanted)s was expected.", got=got, wanted=wanted))


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else shown(value)
