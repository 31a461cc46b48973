"""The expression of a model: compiled once, evaluated for any variables, explained to an auditor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Final, TypeVar

from engine.expression.closures import Read, Recorder, Run
from engine.expression.compiler import Compiler
from engine.expression.errors import ExpressionFailed
from engine.expression.functions import Functions
from engine.expression.kinds import settled, truth
from engine.expression.parser import strip_braces
from engine.expression.values import Value
from engine.expression.work import MOST_WORK, WORK, Work

Checked = TypeVar("Checked")

NO_FUNCTIONS: Final[Functions] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """The value, and what was read on the way to it, in order; what was not needed was not read."""

    value: Value
    reads: tuple[Read, ...]


@dataclass(frozen=True, kw_only=True)
class Expression:
    """source: without braces; names: variables it may read; functions: those it may call. Safe between threads."""

    source: str
    names: frozenset[str]
    functions: frozenset[str]
    _plain: Run = field(repr=False, compare=False)

    def evaluate(self, scope: Mapping[str, object], functions: Functions = NO_FUNCTIONS) -> object:
        """A value of its own: changing it changes nothing in `scope`.

        functions: those of calendar and clock (`now`, `businessDays`, `businessMinutes`), which may raise EngineError.
        Raises ExpressionFailed.
        """
        return self._worked_out(self._plain, scope, functions, settled)

    def condition(self, scope: Mapping[str, object], functions: Functions = NO_FUNCTIONS) -> bool:
        """Raises ExpressionFailed also for any value but true and false."""
        return self._worked_out(self._plain, scope, functions, truth)

    def explain(
        self, scope: Mapping[str, object], functions: Functions = NO_FUNCTIONS
    ) -> Explanation:
        """As `evaluate`, with what was read. Raises ExpressionFailed."""
        return self._explained(scope, functions, settled)

    def explain_condition(
        self, scope: Mapping[str, object], functions: Functions = NO_FUNCTIONS
    ) -> Explanation:
        """As `condition`, with what was read. Raises ExpressionFailed."""
        return self._explained(scope, functions, truth)

    def _explained(
        self,
        scope: Mapping[str, object],
        functions: Functions,
        checked: Callable[[object, str], object],
    ) -> Explanation:
        recorder = Recorder(scope=scope)
        value = self._worked_out(self._recorded, recorder, functions, checked)
        return Explanation(value=value, reads=tuple(recorder.reads))

    def _worked_out(
        self,
        run: Run,
        scope: Mapping[str, object] | Recorder,
        functions: Functions,
        checked: Callable[[object, str], Checked],
    ) -> Checked:
        """Outside a command it has the work of one for itself."""
        work, alone = WORK.get(), None
        if work is None:
            alone = WORK.set(work := Work(MOST_WORK))
        try:
            work.spend(1)
            return checked(run(scope, functions), self.source)
        except ExpressionFailed as failure:
            raise self._placed(failure) from failure.__cause__
        finally:
            if alone:
                WORK.reset(alone)

    @cached_property
    def _recorded(self) -> Run:
        return Compiler(self.source, recorded=True).compile()

    def _placed(self, failure: ExpressionFailed) -> ExpressionFailed:
        return type(failure)(failure.reason, source=self.source)


@lru_cache(maxsize=4096)
def compile_expression(source: str) -> Expression:
    """Bare or within `${…}` or `#{…}`. Raises ExpressionInvalid, also for what would fail for any variables."""
    compiler = Compiler(source)
    plain = compiler.compile()
    return Expression(
        source=strip_braces(source),
        names=frozenset(compiler.names),
        functions=frozenset(compiler.functions),
        _plain=plain,
    )
