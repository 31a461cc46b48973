"""What is an expression, how it binds, and where a text that is none goes wrong."""

from __future__ import annotations

from typing import Any

import pytest

from engine.errors import EngineError
from engine.expression import ExpressionInvalid, compile_expression, strip_braces


def value(source: str, **scope: Any) -> Any:
    return compile_expression(source).evaluate(scope)


def refusal(source: str) -> ExpressionInvalid:
    with pytest.raises(ExpressionInvalid) as caught:
        compile_expression(source)
    return caught.value


@pytest.mark.parametrize("text", ["a", "${a}", "#{a}", "  ${ a }  ", "\n a \n"])
def test_braces_and_space_around_are_stripped(text: str) -> None:
    assert strip_braces(text) == "a"
    assert compile_expression(text).source == "a"


def test_two_pairs_of_braces_are_no_expression() -> None:
    assert refusal("${a} and ${b}").column == 4


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("2 + 3 * 4", 14),
        ("2 * 3 + 4", 10),
        ("10 - 3 - 2", 5),
        ("24 / 4 / 2", 3),
        ("7 % 4 * 2", 6),
        ("-2 * -3", 6),
        ("--2", 2),
        ("1 + 1 == 2", True),
        ("1 < 2 == true", True),
        ("true or false and false", True),
        ("(true or false) and false", False),
        ("not false and false", False),
        ("not (false and false)", True),
        ("!false == true", True),
        ("empty [] and true", True),
        ("not empty []", False),
        ("1 in [1] == true", True),
        ("1 + 1 in [2]", True),
        ("true ? 1 : false ? 2 : 3", 1),
        ("false ? 1 : false ? 2 : 3", 3),
        ("true or true ? 1 : 2", 1),
        ("[[1, 2], [3]][0][1]", 2),
    ],
)
def test_operators_bind_as_in_java(source: str, expected: object) -> None:
    result = value(source)
    assert result == expected
    assert type(result) is type(expected)


@pytest.mark.parametrize(
    ("word", "sign"),
    [
        ("true and false", "true && false"),
        ("false or true", "false || true"),
        ("not true", "!true"),
    ],
)
def test_words_and_signs_mean_the_same(word: str, sign: str) -> None:
    assert value(word) is value(sign)


@pytest.mark.parametrize(
    "name", ["index", "order", "nothing", "android", "emptyish", "truely", "nullable", "_a", "in_"]
)
def test_a_name_may_begin_with_a_reserved_word(name: str) -> None:
    assert compile_expression(name).names == {name}


@pytest.mark.parametrize("word", ["in", "and", "or", "not", "empty"])
def test_a_reserved_word_is_no_name_even_after_a_dot(word: str) -> None:
    assert refusal(f"a.{word} == 1").column == 3


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("'a'", "a"),
        ('"a"', "a"),
        ("'Құрбан айт'", "Құрбан айт"),
        (r"'it\'s'", "it's"),
        (r'"a\"b"', 'a"b'),
        (r"'a\\'", "a\\"),
        (r"'\\\'\\'", "\\'\\"),
        ("'\"'", '"'),
        ("''", ""),
        ("'\u0438\u0306'", "\u0439"),
    ],
)
def test_text_literals(source: str, expected: str) -> None:
    assert value(source) == expected


@pytest.mark.parametrize(
    ("source", "column", "part"),
    [
        ("", 1, "there is no expression"),
        ("${ }", 1, "there is no expression"),
        ("a ==", 5, "ends too early"),
        ("(a", 3, "ends too early"),
        ("a = 1", 3, "write =="),
        ("${a = 1}", 5, "write =="),
        ("a & b", 3, "write &&"),
        ("a | b", 3, "write ||"),
        ("a b", 3, "'b' cannot stand here"),
        ("'abc", 1, "not closed"),
        (r"'\n'", 1, "backslash"),
        ("а == 1", 1, "U+0430"),
        ("a; b", 2, "';'"),
        ("a\u00a0== 1", 2, "U+00A0"),
        ("a < b < c", 7, "'<' cannot stand here"),
        ("x not in y", 3, "'not' cannot stand here"),
        ("007", 2, "'0' cannot stand here"),
        ("1.", 3, "ends too early"),
        ("12abc", 3, "'abc'"),
        ("٣", 1, "U+0663"),
        ("a.b()", 4, "'('"),
        ("a.size()", 7, "'('"),
        ("[1, ]", 5, "']'"),
        ("f(1)", 1, "there is no function f"),
        ("1 + Size(a)", 5, "there is no function Size"),
        ("size()", 1, "size takes 1 argument, not 0"),
        ("size(a, b)", 1, "size takes 1 argument, not 2"),
        ("contains(a)", 1, "contains takes 2 arguments, not 1"),
        ("round(a, 1, 2)", 1, "round takes 1 to 2 arguments, not 3"),
        ("coalesce()", 1, "coalesce takes 1 or more arguments, not 0"),
        ("businessDays()", 1, "businessDays takes 1 to 2 arguments, not 0"),
        ("now(1)", 1, "now takes 0 arguments, not 1"),
        ("lambda: 0", 7, "':'"),
        ("__import__('os')", 1, "there is no function __import__"),
        ("a['b'", 6, "ends too early"),
    ],
)
def test_what_is_no_expression_is_refused_with_its_column(
    source: str, column: int, part: str
) -> None:
    error = refusal(source)
    assert part in error.reason
    assert error.column == column
    assert error.source == source


@pytest.mark.parametrize(
    ("source", "column"),
    [
        ("1 / 0", 1),
        ("a and 1 < 'b'", 7),
        ("duration('5D')", 1),
        ("a or -'x'", 6),
        ("b + [1][-1]", 5),
        ("'a'.b", 1),
        ("true ? 1 : 1/0", 12),
    ],
)
def test_what_would_always_fail_is_refused(source: str, column: int) -> None:
    assert refusal(source).column == column


def test_the_error_says_all_in_one_sentence() -> None:
    assert str(refusal("a = 1")) == "a = 1: one = compares nothing: write == (column 3)"
    assert str(refusal("  ")) == "empty: there is no expression (column 1)"
    assert isinstance(refusal("a ="), EngineError)


def test_names_are_roots_and_functions_those_called() -> None:
    expression = compile_expression("a.b[c.d] == size(e) or now() > f['g'] ? [h] : -lower(i)")
    assert expression.names == {"a", "c", "e", "f", "h", "i"}
    assert expression.functions == {"size", "now", "lower"}


def test_compiling_twice_gives_the_same_expression() -> None:
    assert compile_expression("a + 1") is compile_expression("a + 1")


@pytest.mark.parametrize(
    ("fits", "too_much", "reason"),
    [
        ("'" + "a" * 1998 + "'", "'" + "a" * 1999 + "'", "longer than 2000 characters"),
        ("!" * 49 + "a", "!" * 50 + "a", "more than 50 levels deep"),
        ("a" + ".b" * 49, "a" + ".b" * 50, "more than 50 levels deep"),
        ("[" + "1," * 298 + "1]", "[" + "1," * 299 + "1]", "more than 300 parts"),
        ("9007199254740991", "9007199254740992", "a number goes up to"),
        ("0." + "1" * 27, "0." + "1" * 28, "at most 28 digits"),
    ],
)
def test_limits_of_the_text(fits: str, too_much: str, reason: str) -> None:
    compile_expression(fits)
    assert reason in refusal(too_much).reason


def test_parentheses_alone_are_no_depth() -> None:
    assert value("(" * 900 + "a" + ")" * 900, a=1) == 1


def test_a_long_expression_is_not_repeated_whole_in_the_error() -> None:
    assert len(str(refusal("a" * 5000))) < 200
