"""A deployed process definition, read and parsed once and shared by every instance and thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from engine.errors import EngineError
from engine.model.bounds import ELEMENT_ID
from engine.model.definition import ProcessDefinition
from engine.model.values import Binding, Call, Element, Flow
from engine.tokens.execution import Bindings, Model


class UnknownCall(EngineError):
    """There is no version of a process that a call activity calls."""

    def __init__(self, call: Call) -> None:
        super().__init__(f"there is no process {call.reference} to call: deploy it first")
        self.call = call


class PathTooLong(EngineError):
    """An element of a called process cannot be named together with the call activities that lead there."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} has {len(path)} characters; {ELEMENT_ID} are kept: shorten the ids of the call activities, or of what is called"
        )
        self.path = path


class EndlessCall(EngineError):
    """A process would call itself, over others or directly, without end."""

    def __init__(self, call: Call) -> None:
        super().__init__(f"the call of {call.reference} leads back to a process that calls it")
        self.call = call


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of one model.

    forms: form key to the form file's text as it was at deployment.
    sha256: of the model as the analyst gave it, with its forms; 64 hex digits.
    xml: as it is shown. picture: its number, where it took the place of the model as it was given; else 0.
    library: the versions that its call activities may call, at any depth, by key and number.
    drawn: the definition without what is called, where `definition` shows that too.
    beside: the other executable processes of a file that is rehearsed as a whole.
    """

    id: int
    key: str
    number: int
    sha256: str
    definition: ProcessDefinition
    model: Model
    xml: bytes
    picture: int = 0
    forms: Mapping[str, str] = field(default_factory=dict)
    library: Mapping[tuple[str, int], Version] = field(default_factory=dict)
    drawn: ProcessDefinition | None = None
    beside: tuple[Version, ...] = ()
    _bound: dict[tuple[tuple[str, int], ...], Version] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def with_library(self, versions: Iterable[Version]) -> Version:
        """With the versions that may be called, as people see it: an element of any of them can be looked up."""
        library = {(version.key, version.number): version for version in versions}
        models = {key: version.model for key, version in library.items()}
        version = replace(self, library=library, model=replace(self.model, library=models))
        every = sorted(library.values(), key=lambda found: found.number)
        shown = version._showing(lambda call: [found for found in every if found.key == call.key])
        forms = {name: text for found in every for name, text in found.forms.items()}
        return replace(shown, forms={**forms, **self.forms})

    def bindings(self) -> Bindings:
        """Which versions are called from now on, at any depth. Raises UnknownCall, EndlessCall, PathTooLong."""
        found: dict[str, int] = {}
        self._bind(found, {self.key})
        inside = self.bound(found).definition
        longest = max((*inside.elements, *inside.flows), key=len, default="")
        if len(longest) > ELEMENT_ID:
            raise PathTooLong(longest)
        return found

    def _bind(self, found: dict[str, int], around: set[str]) -> None:
        for call in self.own.calls:
            if call.key in around:
                raise EndlessCall(call)
            version = chosen(call, self.library.values())
            found[call.reference] = version.number
            replace(version, library=self.library)._bind(found, around | {version.key})

    def bound(self, bindings: Bindings) -> Version:
        """As an instance that was started with these versions sees it: with the elements of what is called."""
        if not bindings:
            return self
        key = tuple(sorted(bindings.items()))
        if key not in self._bound:
            called = dict(self.called(bindings))
            shown = self._showing(lambda call: [called[call.reference]])
            self._bound[key] = replace(shown, model=self.model.bound(bindings))
        return self._bound[key]

    def called(self, bindings: Bindings) -> Iterator[tuple[str, Version]]:
        """The versions that the bindings name, with their references. Raises UnknownCall for one that is not there."""
        for reference, number in bindings.items():
            call = Call.read(reference)
            if (call.key, number) not in self.library:
                raise UnknownCall(call)
            yield reference, self.library[call.key, number]

    @cached_property
    def whole(self) -> ProcessDefinition:
        """With the elements of every process of its file and of all that they call."""
        return _together([self.definition, *(each.definition for each in self.beside)])

    @cached_property
    def file_drawn(self) -> ProcessDefinition:
        """With the elements of every process of its file, without what is called."""
        return _together([self.own, *(each.own for each in self.beside)])

    @property
    def starts(self) -> tuple[Element, ...]:
        """The start events of every process of its file."""
        processes = (self, *self.beside)
        return tuple(start for each in processes for start in each.own.start_events)

    @property
    def own(self) -> ProcessDefinition:
        """The definition without what is called."""
        return self.drawn or self.definition

    def _showing(self, versions: Finder) -> Version:
        elements, flows = dict(self.own.elements), dict(self.own.flows)
        for name, inside in _inside(self.own, versions, {self.key}):
            elements |= {found.id: found for found in _elements(name, inside)}
            flows |= {found.id: found for found in _flows(name, inside)}
        definition = replace(
            self.own, elements=MappingProxyType(elements), flows=MappingProxyType(flows)
        )
        return replace(self, definition=definition, drawn=self.own)


def _together(definitions: list[ProcessDefinition]) -> ProcessDefinition:
    first, *others = definitions
    if not others:
        return first
    elements = {name: found for each in definitions for name, found in each.elements.items()}
    flows = {name: found for each in definitions for name, found in each.flows.items()}
    lanes = tuple(lane for each in definitions for lane in each.lanes)
    return replace(
        first, elements=MappingProxyType(elements), flows=MappingProxyType(flows), lanes=lanes
    )


Finder = Callable[[Call], Iterable[Version]]


def chosen(call: Call, versions: Iterable[Version]) -> Version:
    """The version that a call means; of those with a tag, the latest. Raises UnknownCall."""
    fitting = [version for version in versions if version.key == call.key and _fits(call, version)]
    if not fitting:
        raise UnknownCall(call)
    return max(fitting, key=lambda version: version.number)


def _fits(call: Call, version: Version) -> bool:
    match call.binding:
        case Binding.VERSION:
            return call.wanted == str(version.number)
        case Binding.VERSION_TAG:
            return call.wanted == version.definition.version_tag
    return True


def _inside(
    definition: ProcessDefinition, versions: Finder, around: set[str]
) -> Iterator[tuple[str, ProcessDefinition]]:
    """What is called, at any depth, with the call activities that lead there: `Pay`, `Pay/Book`."""
    for element in definition.elements.values():
        if element.called is None or element.called.key in around:
            continue
        for version in versions(element.called):
            yield element.id, version.own
            for name, deeper in _inside(version.own, versions, around | {version.key}):
                yield f"{element.id}/{name}", deeper


def _elements(name: str, inside: ProcessDefinition) -> Iterator[Element]:
    """With the ids of the call activities before their own; the outermost lie in the call activity."""
    for element in inside.elements.values():
        outermost = element.scope == inside.process_id
        scope = name if outermost else f"{name}/{element.scope}"
        yield replace(element, id=f"{name}/{element.id}", scope=scope)


def _flows(name: str, inside: ProcessDefinition) -> Iterator[Flow]:
    for flow in inside.flows.values():
        source, target = f"{name}/{flow.source}", f"{name}/{flow.target}"
        yield replace(flow, id=f"{name}/{flow.id}", source=source, target=target)
