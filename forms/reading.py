"""The fields of a form file, each rule of `docs/forms.md` kept."""

from __future__ import annotations

from collections.abc import Mapping

from engine.expression.values import Variables
from engine.words import Words
from forms.conditions import condition_fault
from forms.controls import CHOICES, FITS, Control, option_values
from forms.errors import FormInvalid
from forms.fields import Birth, ConsentItem, Field, Option
from forms.source import Source

FIELD_NAMES = frozenset(
    {
        *("name", "control", "label", "help", "show_if", "options", "items", "value"),
        *("autocomplete", "past", "birth"),
    }
)
# the purposes of WCAG 2.2, 1.3.5 that our portal asks for
AUTOCOMPLETE = frozenset({"off", "name", "tel", "email", "street-address", "bday"})


class Reader(Source):
    """Reads the fields of one form."""

    def fields(self, raw: object, schema: Mapping[str, object]) -> tuple[Field, ...]:
        """All fields, their names unique."""
        if not isinstance(raw, list):
            self.refuse("fields must be a list")
        fields = tuple(self.field(each, schema) for each in raw)
        names = [field.name for field in fields]
        if len(set(names)) < len(names):
            self.refuse(f"a field stands twice among {', '.join(names)}")
        return fields

    def field(self, raw: object, schema: Mapping[str, object]) -> Field:
        """One field, with the part of `schema` that it stands on."""
        if not isinstance(raw, dict) or not isinstance(raw.get("name"), str):
            self.refuse("each field must be an object with a name")
        name = raw["name"]
        if foreign := raw.keys() - FIELD_NAMES:
            self.refuse(f"field {name}: {', '.join(sorted(foreign))} is not one of ours")
        control = self.control(raw)
        own, required = ({}, False) if control is Control.STATIC else self.part_of(schema, name)
        if control in FITS and not FITS[control](own):
            self.refuse(f"field {name}: control {control} does not fit its schema")
        return Field(
            name=name,
            control=control,
            label=self.text(raw.get("label"), f"label of {name}"),
            help=self.text(raw["help"], f"help of {name}") if "help" in raw else None,
            show_if=self.condition(raw),
            options=self.options(raw, control, own),
            schema=own,
            required=required,
            items=self.consent_items(raw, control),
            value=self.static_value(raw, control),
            autocomplete=self.autocomplete(raw),
            past=self.past(raw, control),
            birth=self.birth(raw, control),
        )

    def control(self, raw: Mapping[str, object]) -> Control:
        """One of the closed list."""
        try:
            return Control(str(raw.get("control")))
        except ValueError as error:
            reason = f"field {raw['name']}: control {raw.get('control')} is not one of ours"
            raise FormInvalid(self.key, reason) from error

    def part_of(self, schema: Variables, name: str) -> tuple[Mapping[str, object], bool]:
        """The property that a field names, and whether the schema requires it (its object too, if it has one)."""
        required = True
        for step in name.split("."):
            if step not in schema.get("properties", {}):
                self.refuse(f"field {name} has no property in the schema")
            required = required and step in schema.get("required", [])
            schema = schema["properties"][step]
        return schema, required

    def condition(self, raw: Variables) -> str | None:
        """The source of show_if, known to compile."""
        source = raw.get("show_if")
        if source is None:
            return None
        if not isinstance(source, str) or "." in raw["name"]:
            self.refuse(f"field {raw['name']}: show_if must be an expression, on a whole variable")
        if fault := condition_fault(source):
            self.refuse(f"field {raw['name']}: show_if {fault}")
        return source

    def options(self, raw: Variables, control: Control, schema: Variables) -> tuple[Option, ...]:
        """The choices, one for each value of the schema, in its order."""
        if control not in CHOICES:
            if "options" in raw:
                self.refuse(f"field {raw['name']}: a {control} has no options")
            return ()
        where = f"options of {raw['name']}"
        given = self.objects(raw.get("options"), {"value", "label"}, where)
        # repr, because 1 is True and the two are not the same choice
        if [repr(each["value"]) for each in given] != list(
            map(repr, option_values(control, schema))
        ):
            self.refuse(f"{where} must hold the values of enum in its order")
        return tuple(
            Option(value=each["value"], label=self.text(each["label"], f"{where}: {each['value']}"))
            for each in given
        )

    def consent_items(self, raw: Mapping[str, object], control: Control) -> tuple[ConsentItem, ...]:
        """What a consent names; nothing for another control."""
        if (control is Control.CONSENT) != bool(raw.get("items")):
            self.refuse(f"field {raw['name']}: a consent, and nothing else, names its items")
        where = f"items of {raw['name']}"
        return tuple(
            ConsentItem(
                name=str(each["name"]), text=self.template(each["text"], f"{where}: {each['name']}")
            )
            for each in self.objects(raw.get("items", []), {"name", "text"}, where)
        )

    def static_value(self, raw: Mapping[str, object], control: Control) -> Words | None:
        """What a static field says."""
        if (control is Control.STATIC) != ("value" in raw):
            self.refuse(f"field {raw['name']}: a static field, and nothing else, has a value")
        return self.template(raw["value"], f"value of {raw['name']}") if "value" in raw else None

    def past(self, raw: Mapping[str, object], control: Control) -> bool:
        """Whether a date lies today or before."""
        if raw.get("past", True) is not True or ("past" in raw and control is not Control.DATE):
            self.refuse(f"field {raw['name']}: past is true, on a date")
        return "past" in raw

    def birth(self, raw: Mapping[str, object], control: Control) -> Birth | None:
        """The number that spells a birth date, and the box beside it."""
        if "birth" not in raw:
            return None
        found = raw["birth"]
        if control is not Control.DATE or not isinstance(found, dict):
            self.refuse(f"field {raw['name']}: birth is an object, on a date")
        if found.keys() != {"iin", "confirmed_by"} or not all(
            isinstance(each, str) for each in found.values()
        ):
            self.refuse(f"birth of {raw['name']} must name iin and confirmed_by")
        return Birth(iin=found["iin"], confirmed_by=found["confirmed_by"])

    def autocomplete(self, raw: Mapping[str, object]) -> str:
        """A purpose that a browser may fill in by."""
        token = raw.get("autocomplete", "off")
        if token not in AUTOCOMPLETE:
            self.refuse(f"field {raw['name']}: autocomplete {token} is not one of ours")
        return str(token)
