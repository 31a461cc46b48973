"""One check of one submission, step by step; `forms.submission` is the door to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from jsonschema import ValidationError

from engine.expression.values import Value, Variables
from engine.words.characters import named
from forms.births import contradicts, day_of, part_of
from forms.checker import schema_errors
from forms.cleaning import Fault, canonical_fault, clean_value, is_empty
from forms.conditions import holds, seen_names
from forms.controls import TICKS, Control
from forms.faults import FieldError, Place, foreign_part, keyword_of, message_at, place_in_list
from forms.fields import Field
from forms.form import Form

# for each field of control person: who may be chosen, id to name
Persons = Mapping[str, Mapping[str, str]]


class Check:
    """One check of one submission: what was found wrong so far, and the names no longer asked for."""

    def __init__(self, form: Form, persons: Persons) -> None:
        self.form, self.persons = form, persons
        self.fields = {field.name: field for field in form.asked}
        self.errors: dict[Place, FieldError] = {}
        self.waived: set[str] = set()

    def fail(self, place: Place, keyword: str, *, limit: object = "") -> None:
        """Note an error, unless something is wrong at that place already."""
        field = self.fields.get(place.name)
        keyword = keyword if field else "foreign"
        error = FieldError(
            field=place.name,
            keyword=keyword,
            message=message_at(place, keyword, field, limit),
            row=place.row,
            part=place.part,
            limit=str(limit),
        )
        self.errors.setdefault(place, error)

    def own_answers(self, answers: Variables) -> dict[str, object]:
        """The answers to questions of this form, cleaned; constants filled in."""
        own: dict[str, Value] = {
            field.variable: {} for field in self.form.asked if "." in field.name
        }
        for name, value in answers.items():
            if name not in self.form.schema["properties"]:
                self.fail(Place(name=str(name)), "foreign")
            elif fault := canonical_fault(value):
                self.spoil(name, fault)
            else:
                own[name] = clean_value(value, lines=self._may_have_lines(name))
        self._fill_constants(own)
        return {name: value for name, value in own.items() if not self._left_alone(name, value)}

    def spoil(self, name: str, fault: Fault) -> None:
        """An answer that cannot even be looked at; that it is missing then is no second error."""
        place = self._place_within(name, fault.path)
        self.fail(place, fault.keyword, limit=named(fault.character) if fault.character else "")
        self.waived.add(name)

    def _place_within(self, name: str, path: Sequence[str | int]) -> Place:
        dotted = ".".join(map(str, (name, *path[:1])))
        if dotted in self.fields:
            return Place(name=dotted)
        return place_in_list(self._first_part(name), path)

    def _may_have_lines(self, name: str) -> bool:
        return name in self.fields and self.fields[name].control is Control.TEXTAREA

    def _left_alone(self, name: str, value: object) -> bool:
        # {} asks for its parts
        return name in self.waived or (name in self.fields and is_empty(value))

    def _fill_constants(self, own: dict[str, object]) -> None:
        for field in self.form.asked:
            if field.control is Control.HIDDEN:
                whole, _, part = field.name.partition(".")
                place = own if not part else own.get(whole)
                if isinstance(place, dict):
                    place.setdefault(part or whole, field.schema["const"])

    def hidden_ones(self, own: dict[str, object], scope: Mapping[str, object]) -> dict[str, object]:
        """The answers to questions that are shown; a hidden one may not be answered."""
        names = seen_names(self.form.fields, own, scope)
        hidden = {field.name for field in self.form.asked if not self._is_shown(field, names)}
        for name in hidden & own.keys():
            # false is an answer to a question, but not the tick of a box
            if own[name] is not False or self.fields[name].control not in TICKS:
                self.fail(Place(name=name), "hidden")
        self.waived |= hidden
        return {name: value for name, value in own.items() if name not in hidden}

    def _is_shown(self, field: Field, names: Mapping[str, object]) -> bool:
        answer = holds(field.show_if, names) if field.show_if else True
        if answer is None:
            self.fail(Place(name=field.name), "show_if")
        return answer is True

    def against_schema(self, own: Mapping[str, object]) -> None:
        for error in schema_errors(self.form.schema, own, self.waived):
            self.fail(self._place(error), keyword_of(error), limit=error.validator_value)

    def _place(self, error: ValidationError) -> Place:
        path = [*error.absolute_path, *foreign_part(error)]
        name, dotted = str(path[0]), ".".join(map(str, path[:2]))
        if name in self.fields:
            return place_in_list(name, path[1:])
        if error.validator == "type" and dotted not in self.fields:
            return Place(name=self._first_part(name))
        return Place(name=dotted)

    def _first_part(self, name: str) -> str:
        """The first field of a variable that is asked for in parts."""
        return next(field.name for field in self.form.asked if field.variable == name)

    def against_days(
        self, own: Mapping[str, object], scope: Mapping[str, object], today: date
    ) -> None:
        """Dates that cannot lie in the future, and birth dates against their identity number."""
        names = seen_names(self.form.fields, own, scope)
        for field in self.form.asked:
            day = day_of(part_of(own, field.name))
            if day is None:
                continue
            if field.past and day > today:
                self.fail(Place(name=field.name), "past")
            if field.birth and contradicts(field.birth, day, names):
                self.fail(Place(name=field.name), "birth")

    def against_persons(self, own: Mapping[str, object]) -> None:
        for name, choices in self.persons.items():
            if isinstance(own.get(name), str) and own[name] not in choices:
                self.fail(Place(name=name), "person")
