"""The sentences of libxml2, which reads models and checks them against the schema: those that analysts meet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from string import Formatter
from typing import Final

from engine.words import Sentence, joined, said, verbatim

OF_SCHEMA: Final = (
    "Element '{element}', attribute '{attribute}': The attribute '{attribute}' is not allowed",
    "Element '{element}', attribute '{attribute}': [facet 'enumeration'] The value '{value}' is not an element of the set {allowed}",
    "Element '{element}', attribute '{attribute}': '{value}' is not a valid value of the atomic type '{kind}'",
    "Element '{element}': The attribute '{attribute}' is required but missing",
    "Element '{element}': This element is not expected. Expected is one of ( {expected} )",
    "Element '{element}': This element is not expected. Expected is ( {expected} )",
    "Element '{element}': This element is not expected",
    "Element '{element}': Missing child element(s). Expected is one of ( {expected} )",
    "Element '{element}': Missing child element(s). Expected is ( {expected} )",
    "Element '{element}': Character content other than whitespace is not allowed because the content type is 'element-only'",
    "Element '{element}': Character content is not allowed, because the content type is empty",
    "Element '{element}': Element content is not allowed, because the content type is empty",
    "Element '{element}': Element content is not allowed, because the type definition is simple",
    "Element '{element}': The type definition is abstract",
    "Element '{element}': '{value}' is not a valid value of the atomic type '{kind}'",
)
"""In the order in which they are tried."""

OF_PARSER: Final = (
    "Document is empty",
    "Start tag expected, '<' not found",
    "Premature end of data in tag {tag} line {line}",
    "Opening and ending tag mismatch: {opened} line {line} and {closed}",
    "Extra content at the end of the document",
    "AttValue: \" or ' expected",
    "AttValue: ' expected",
    "Unescaped '<' not allowed in attributes values",
    "Attribute {attribute} redefined",
    "Specification mandates value for attribute {attribute}",
    "attributes construct error",
    "Entity '{entity}' not defined",
    "EntityRef: expecting ';'",
    "xmlParseEntityRef: no name",
    "Namespace prefix {prefix} for {attribute} on {tag} is not defined",
    "Namespace prefix {prefix} on {tag} is not defined",
    "Couldn't find end of Start Tag {tag} line {line}",
    "StartTag: invalid element name",
    "expected '>'",
    "Comment not terminated",
    "PCDATA invalid Char value {code}",
    "Invalid bytes in character encoding",
    "Input is not proper UTF-8, indicate encoding !",
    "Unsupported encoding: {encoding}",
    "XML declaration allowed only at the start of the document",
    "Excessive depth in document: {depth}, use XML_PARSE_HUGE option",
)


def schema_words(text: str) -> Sentence:
    """What the schema objects to; as it is where it says something that is not known here."""
    return next(_recognised(text, OF_SCHEMA), verbatim(text))


def parser_words(text: str) -> Sentence:
    """Why the file is not XML, and where."""
    place = re.fullmatch(r"(.*), line (\d+), column (\d+)", text, re.DOTALL)
    if place is None:
        return verbatim(text)
    reason = next(_recognised(place[1], OF_PARSER), verbatim(place[1]))
    where = said("line {line}, column {column}", line=place[2], column=place[3])
    return joined((reason, where), by=", ")


def _recognised(text: str, templates: tuple[str, ...]) -> Iterator[Sentence]:
    for template in templates:
        if found := _pattern(template).fullmatch(text):
            yield Sentence(template, found.groupdict())


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """A name that stands twice stands for the same both times."""
    pattern, seen = "", set[str]()
    for plain, name, _spec, _conversion in Formatter().parse(template):
        pattern += re.escape(plain)
        if name is not None:
            pattern += f"(?P={name})" if name in seen else f"(?P<{name}>.*?)"
            seen.add(name)
    return re.compile(pattern, re.DOTALL)
