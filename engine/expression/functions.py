"""The closed list of functions, written out, and how one is called: number and kinds of arguments are checked here.

What the functions do stands in `library.py`; the three that ask the calendar or the clock come from the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from engine.errors import EngineError
from engine.expression import library
from engine.expression.arithmetic import number_of
from engine.expression.errors import ExpressionFailed
from engine.expression.kinds import MAX_ITEMS, Kind, instant_of, kind_of, present
from engine.expression.values import Value
from engine.expression.work import touch
from engine.words import Sentence, joined, said

Functions = Mapping[str, Callable[..., object]]


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """kinds: what an argument may be; read: turns it into what the function is given, or fails."""

    kinds: frozenset[Kind]
    read: Callable[[object, str], object] | None = None

    def admitted(self, value: object, text: str) -> object:
        """The argument as the function is given it. Raises ExpressionFailed."""
        kind = kind_of(value, text)
        if kind not in self.kinds:
            wanted = joined(sorted(self.kinds - {Kind.NULL}), by=said(" or "))
            raise ExpressionFailed(
                said(
                    "{text} is {kind}, not {wanted}",
                    text=text,
                    kind=kind_of(present(value, text), text),
                    wanted=wanted,
                )
            )
        return self.read(value, text) if self.read else value


@dataclass(frozen=True, kw_only=True)
class Function:
    """least: arguments that must be given; repeats: the last parameter may stand any number of times.

    call: None for a function that the caller gives (calendar, clock); it must not be folded into a constant.
    walks: it goes through its arguments.
    """

    name: str
    parameters: tuple[Parameter, ...]
    least: int
    repeats: bool = False
    call: Callable[..., Value] | None = None
    walks: bool = True

    def misfit(self, given: int) -> Sentence | None:
        """What is wrong with a number of arguments, if anything."""
        most = len(self.parameters)
        if given >= self.least and (self.repeats or given <= most):
            return None
        wanted: Sentence | int = most
        if self.repeats:
            wanted = said("{least} or more", least=self.least)
        elif self.least < most:
            wanted = said("{least} to {most}", least=self.least, most=most)
        if wanted == 1:
            return said("{name} takes 1 argument, not {given}", name=self.name, given=given)
        return said(
            "{name} takes {wanted} arguments, not {given}",
            name=self.name,
            wanted=wanted,
            given=given,
        )

    def apply(
        self, arguments: Sequence[object], texts: Sequence[str], functions: Functions
    ) -> object:
        """The value of a call. Raises ExpressionFailed; what else an external function raises is its caller's."""
        last = len(self.parameters) - 1
        given = [
            self.parameters[min(place, last)].admitted(argument, texts[place])
            for place, argument in enumerate(arguments)
        ]
        for argument in given if self.walks else ():
            touch(argument)
        call = self.call or functions.get(self.name)
        if call is None:
            raise ExpressionFailed(said("{name} is not at hand here", name=self.name))
        try:
            return call(*given)
        except ExpressionFailed as failure:
            raise type(failure)(
                said(
                    "{name}({arguments}): {reason}",
                    name=self.name,
                    arguments=", ".join(texts),
                    reason=failure.reason,
                )
            ) from failure
        except EngineError as error:
            raise ExpressionFailed(
                said(
                    "{name}({arguments}): {reason}",
                    name=self.name,
                    arguments=", ".join(texts),
                    reason=error.words,
                )
            ) from error


def _whole(value: object, text: str) -> int:
    number = number_of(value, text)
    if isinstance(number, int):
        return number
    raise ExpressionFailed(said("{text} is not a whole number", text=text))


def _walked(value: object, text: str) -> object:
    """Lists that a function goes through are of limited length: with the number of parts, that limits the time."""
    if isinstance(value, list) and len(value) > MAX_ITEMS:
        raise ExpressionFailed(said("{text} has more than {most} items", text=text, most=MAX_ITEMS))
    return value


TEXT = Parameter(kinds=frozenset({Kind.TEXT}))
NUMBER = Parameter(kinds=frozenset({Kind.NUMBER}), read=number_of)
WHOLE = Parameter(kinds=frozenset({Kind.NUMBER}), read=_whole)
LIST = Parameter(kinds=frozenset({Kind.LIST}), read=_walked)
OBJECT = Parameter(kinds=frozenset({Kind.OBJECT}))
SIZED = Parameter(kinds=frozenset({Kind.TEXT, Kind.LIST, Kind.OBJECT}))
SCALAR = Parameter(kinds=frozenset({Kind.TEXT, Kind.NUMBER, Kind.BOOLEAN, Kind.INSTANT, Kind.SPAN}))
MOMENT = Parameter(kinds=frozenset({Kind.TEXT, Kind.INSTANT}), read=instant_of)
ORDERED = Parameter(
    kinds=frozenset({Kind.LIST, Kind.NUMBER, Kind.TEXT, Kind.INSTANT, Kind.SPAN}), read=_walked
)
SPAN = Parameter(kinds=frozenset({Kind.TEXT, Kind.SPAN}))
ANY = Parameter(kinds=frozenset(Kind))


def _function(
    name: str,
    *parameters: Parameter,
    call: Callable[..., object] | None,
    least: int = -1,
    repeats: bool = False,
    walks: bool = True,
) -> tuple[str, Function]:
    needed = len(parameters) if least < 0 else least
    return name, Function(
        name=name, parameters=parameters, least=needed, repeats=repeats, call=call, walks=walks
    )


FUNCTIONS: MappingProxyType[str, Function] = MappingProxyType(
    dict(
        (
            _function("size", SIZED, call=len, walks=False),
            _function("contains", SIZED, ANY, call=library.contains),
            _function("keys", OBJECT, call=library.keys),
            _function("first", LIST, call=library.first, walks=False),
            _function("last", LIST, call=library.last, walks=False),
            _function("concat", LIST, call=library.concat, repeats=True),
            _function("join", LIST, TEXT, call=library.join),
            _function("coalesce", ANY, call=library.coalesce, repeats=True, walks=False),
            _function("startsWith", TEXT, TEXT, call=str.startswith, walks=False),
            _function("lower", TEXT, call=str.lower),
            _function("upper", TEXT, call=str.upper),
            _function("trim", TEXT, call=str.strip),
            _function("string", SCALAR, call=library.string),
            _function("number", SCALAR, call=library.number),
            _function("min", ORDERED, call=library.least, repeats=True),
            _function("max", ORDERED, call=library.greatest, repeats=True),
            _function("sum", LIST, call=library.total),
            _function("abs", NUMBER, call=library.absolute),
            _function("round", NUMBER, WHOLE, call=library.rounded, least=1),
            _function("floor", NUMBER, call=library.floor),
            _function("date", MOMENT, call=library.same),
            _function("year", MOMENT, call=library.year),
            _function("duration", SPAN, call=library.duration),
            _function("now", call=None),
            _function("businessDays", WHOLE, MOMENT, call=None, least=1),
            _function("businessMinutes", WHOLE, TEXT, MOMENT, call=None, least=1),
        )
    )
)
