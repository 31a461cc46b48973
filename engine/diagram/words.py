"""Names of elements, kinds and states in Kazakh, Russian and English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from engine.diagram.interchange import BPMN
from engine.diagram.marks import Marks, State
from engine.words import LANGUAGES, Words
from engine.words.elements import KINDS

CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"
LABELS = f"{BPMN}extensionElements/{CAMUNDA}properties/{CAMUNDA}property"
STATES: Mapping[State, Words] = {
    State.DONE: Words(kk="орындалды", ru="выполнено", en="done"),
    State.TAKEN: Words(kk="осы жолмен өтті", ru="пройдено", en="taken"),
    State.ACTIVE: Words(kk="қазір осында", ru="сейчас здесь", en="now here"),
    State.OVERDUE: Words(kk="мерзімі өтті", ru="просрочено", en="overdue"),
    State.TROUBLED: Words(kk="іркіліс бар", ru="сбой", en="incident"),
}


def element_kind(element: etree._Element) -> str:
    """The BPMN name of the element, such as `userTask`."""
    return str(element.tag).rpartition("}")[2]


def element_name(element: etree._Element, language: str) -> str:
    """What the element is called; the Kazakh name where the model has none in that language."""
    own = _own_name(element)
    if language == LANGUAGES[0]:
        return own
    wanted = f"label.{language}"
    labels = (
        item.get("value", "") for item in element.iterfind(LABELS) if item.get("name") == wanted
    )
    return next(filter(None, labels), own)


def spoken(element: etree._Element, *, marks: Marks, language: str) -> str:
    """One sentence for the tool tip and the screen reader: kind, name, states, number of visits, caption."""
    kind = element_kind(element)
    words = KINDS[kind].text(language) if kind in KINDS else kind
    name = element_name(element, language)
    element_id = element.get("id", "")
    states = [
        _state_words(state, marks.done.get(element_id, 0), language)
        for state in marks.states(element_id)
    ]
    states += filter(None, [marks.captions.get(element_id)])
    return (f"{words}: {name}" if name else words) + (f" ({', '.join(states)})" if states else "")


def summary(named: Iterable[tuple[str, str]], *, marks: Marks, language: str) -> str:
    """The states of the whole picture, for `<desc>`: `now here: A; overdue: A`.

    named: element id and name, in the order of the picture; elements without a name are left out.
    """
    held: dict[State, list[str]] = {state: [] for state in reversed(State)}
    for element_id, name in named:
        for state in marks.states(element_id):
            held[state].append(name)
    sentences = (
        f"{STATES[state].text(language)}: {', '.join(filter(None, names))}"
        for state, names in held.items()
        if any(names)
    )
    return "; ".join(sentences)


def _state_words(state: State, visits: int, language: str) -> str:
    word = STATES[state].text(language)
    return f"{word} ×{visits}" if state is State.DONE and visits > 1 else word


def _own_name(element: etree._Element) -> str:
    kind = element_kind(element)
    if kind == "textAnnotation":
        return element.findtext(f"{BPMN}text") or ""
    if kind == "group":
        return _category(element)
    return element.get("name", "")


def _category(group: etree._Element) -> str:
    wanted = group.get("categoryValueRef", "").rpartition(":")[2]
    values = group.getroottree().getroot().iter(f"{BPMN}categoryValue")
    return next((item.get("value", "") for item in values if item.get("id") == wanted), "")
