"""Text to tree: the only place that knows lark. What is wrong with a text is said in one sentence with its column."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedToken

from engine.expression.errors import ExpressionInvalid
from engine.words import Sentence, said

MAX_LENGTH: Final = 2_000

_GRAMMAR: Final = Lark(
    Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8"),
    parser="lalr",
    lexer="basic",
    propagate_positions=True,
    maybe_placeholders=False,
)


def strip_braces(text: str) -> str:
    """The expression within `${…}` or `#{…}`, or the text itself; without the white space around it."""
    bare = text.strip()
    if bare.startswith(("${", "#{")) and bare.endswith("}"):
        return bare[2:-1].strip()
    return bare


def parse(text: str) -> Tree[Token]:
    """The tree of an expression as it was written, braces or not. Raises ExpressionInvalid."""
    bare = strip_braces(text)
    before = text.index(bare)
    if len(bare) > MAX_LENGTH:
        raise ExpressionInvalid(
            f"{bare[:60]}…", 1, said("longer than {most} characters", most=MAX_LENGTH)
        )
    if not bare:
        raise ExpressionInvalid(text, 1, said("there is no expression"))
    try:
        return _GRAMMAR.parse(bare)
    except UnexpectedCharacters as error:
        place = error.pos_in_stream or 0
        raise ExpressionInvalid(text, before + place + 1, _misread(bare[place])) from None
    except UnexpectedToken as error:
        if error.token.type == "$END":
            raise ExpressionInvalid(
                text, before + len(bare) + 1, said("it ends too early")
            ) from None
        place = error.token.start_pos or 0
        raise ExpressionInvalid(
            text, before + place + 1, said("{token!r} cannot stand here", token=str(error.token))
        ) from None


def _misread(character: str) -> Sentence:
    if character in "'\"":
        return said(
            "this text is not closed, or holds a backslash before something else than a quote or a backslash"
        )
    if character == "=":
        return said("one = compares nothing: write ==")
    if character in "&|":
        return said(
            "one {character} means nothing: write {twice}", character=character, twice=character * 2
        )
    return said(
        "the character {character!r} (U+{code:04X}) means nothing here",
        character=character,
        code=ord(character),
    )
