"""What stands around every page, and the pieces that pages share."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask, flash, render_template_string
from lxml import html

from tests.web.pages import create_pages, frame

PAGE = """{% extends "base.html" %}
{% from "_macros.html" import badge, cell, data_table, described, diagram, error_summary, facts, field_error, page_title, pagination with context %}
{% block title %}Істер{% endblock %}
{% block heading %}{{ page_title("Менің істерім") }}{% endblock %}
{% block content %}CONTENT{% endblock %}"""


@pytest.fixture
def pages() -> Flask:
    return create_pages()


def page(pages: Flask, content: str = "", **changes: Any) -> html.HtmlElement:
    """The page with this content, parsed."""
    with pages.test_request_context("/"):
        return html.document_fromstring(
            render_template_string(PAGE.replace("CONTENT", content), **frame(**changes))
        )


def found(
    root: html.HtmlElement, tag: str = "*", kind: str = "", **wanted: str
) -> list[html.HtmlElement]:
    """Elements of that tag and class with those attributes; `data_state` stands for `data-state`."""
    attributes = {name.replace("_", "-"): value for name, value in wanted.items()}
    return [
        node
        for node in root.iter(tag)
        if isinstance(node.tag, str)
        and (not kind or kind in node.get("class", "").split())
        and all(node.get(name) == value for name, value in attributes.items())
    ]


def texts(nodes: list[html.HtmlElement]) -> list[str]:
    return [" ".join(node.text_content().split()) for node in nodes]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_says_its_language(pages: Flask, language: str) -> None:
    assert page(pages, language=language).get("lang") == language


def test_the_first_link_skips_to_the_content(pages: Flask) -> None:
    root = page(pages)
    target = found(root, "a")[0].get("href", "")
    assert target == "#content"
    assert found(root, "main", id=target[1:])[0].get("tabindex") == "-1"


def test_the_title_names_the_page_and_the_product(pages: Flask) -> None:
    assert page(pages).findtext(".//title") == "Істер — Ruqsat"


def test_there_is_one_heading_of_the_first_rank(pages: Flask) -> None:
    assert texts(found(page(pages), "h1")) == ["Менің істерім"]


def test_the_menu_marks_this_page(pages: Flask) -> None:
    assert texts(found(page(pages), "a", aria_current="page")) == ["Менің тапсырмаларым"]


def test_without_entries_there_is_no_menu(pages: Flask) -> None:
    assert found(page(pages, navigation=[]), kind="main-nav") == []


def test_each_language_is_written_in_itself_and_the_current_one_marked(pages: Flask) -> None:
    links = [link for link in found(page(pages, language="ru"), "a") if link.get("hreflang")]
    assert [link.get("lang") for link in links] == ["kk", "ru", "en"]
    assert [link.get("aria-current") for link in links] == [None, "true", None]


def test_who_is_signed_in_sees_name_roles_and_a_guarded_way_out(pages: Flask) -> None:
    menu = found(page(pages), "details", "menu")[0]
    assert texts(found(menu, "li")) == ["Маман", "Жауапты тұлға"]
    (form,) = menu.forms
    assert (form.method, form.action) == ("POST", "/sign-out")
    assert form.fields["csrf_token"] == "made-up-token"


def test_who_is_not_signed_in_sees_the_way_in(pages: Flask) -> None:
    root = page(pages, current_person=None)
    assert found(root, "details") == []
    assert found(root, "a", href="/sign-in")


def test_the_legal_edition_stands_at_the_foot(pages: Flask) -> None:
    assert texts(found(page(pages, edition_note="2016 жылғы"), "footer")) == ["2016 жылғы"]


def test_nothing_in_the_frame_needs_inline_script_or_style(pages: Flask) -> None:
    root = html.document_fromstring(pages.test_client().get("/").get_data(as_text=True))
    assert [script for script in root.iter("script") if not script.get("src")] == []
    assert found(root, "style") == []
    names = {name for node in root.iter("*") for name in node.attrib}
    assert not {name for name in names if name == "style" or name.startswith("on")}


def test_a_message_of_an_error_is_an_alert_and_any_other_a_status(pages: Flask) -> None:
    with pages.test_request_context("/"):
        flash("Сақталды", "success")
        flash("Қате орын алды", "error")
        flash("Жай хабар")
        root = html.document_fromstring(render_template_string(PAGE, **frame()))
    notices = found(root, kind="notice")
    assert [notice.get("role") for notice in notices] == ["status", "alert", "status"]
    assert [notice.get("data-kind") for notice in notices] == ["success", "error", "info"]


def test_words_of_a_person_are_escaped(pages: Flask) -> None:
    root = page(pages, "{{ error_summary([('a', '<q>x</q>')]) }}{{ badge('due', '<q>') }}")
    assert found(root, "q") == []
    assert texts(found(root, kind="badge")) == ["<q>"]


def test_a_badge_has_a_sign_and_a_word(pages: Flask) -> None:
    (badge,) = found(page(pages, "{{ badge('overdue', 'Мерзімі өтті') }}"), kind="badge")
    assert badge.get("data-state") == "overdue"
    assert found(badge, "svg", aria_hidden="true")
    assert badge.text_content().strip() == "Мерзімі өтті"


def test_no_two_states_have_the_same_sign(pages: Flask) -> None:
    states = ("due", "soon", "overdue", "done", "trouble", "none")
    root = page(pages, "".join(f"{{{{ badge('{state}', 'x') }}}}" for state in states))
    assert len({found(badge, "path")[0].get("d") for badge in found(root, kind="badge")}) == len(
        states
    )


def test_the_error_summary_leads_to_the_fields(pages: Flask) -> None:
    root = page(pages, "{{ error_summary([('iin', 'ЖСН қате'), (none, 'Толық емес')]) }}")
    (summary,) = found(root, kind="error-summary", data_error_summary="")
    assert [link.get("href") for link in found(summary, "a")] == ["#iin"]
    assert texts(found(summary, "li")) == ["ЖСН қате", "Толық емес"]
    assert summary.get("role") == "alert"


def test_without_errors_there_is_no_summary(pages: Flask) -> None:
    assert found(page(pages, "{{ error_summary([]) }}"), kind="error-summary") == []


@pytest.mark.parametrize(
    ("arguments", "attributes"),
    [
        ("", {}),
        (", hint='x'", {"aria-describedby": "iin-hint"}),
        (", error='x'", {"aria-describedby": "iin-error", "aria-invalid": "true"}),
        (
            ", hint='x', error='y'",
            {"aria-describedby": "iin-hint iin-error", "aria-invalid": "true"},
        ),
    ],
)
def test_an_input_names_its_hint_and_its_error(
    pages: Flask, arguments: str, attributes: dict[str, str]
) -> None:
    (field,) = found(
        page(pages, f"<textarea {{{{ described('iin'{arguments}) }}}}></textarea>"), "textarea"
    )
    assert dict(field.attrib) == attributes


def test_the_error_of_a_field_carries_the_id_that_the_input_names(pages: Flask) -> None:
    (error,) = found(page(pages, "{{ field_error('iin', 'ЖСН қате') }}"), id="iin-error")
    assert texts([error]) == ["Error: ЖСН қате"]


def test_a_table_keeps_its_meaning_when_it_is_laid_out_as_cards(pages: Flask) -> None:
    content = """{% call data_table("Істер", ["Іс", {"label": "Мерзімі", "sort_url": "?s", "direction": "ascending"}]) %}
      <tr role="row">{% call cell("Іс") %}1{% endcall %}{% call cell("Мерзімі", number=true) %}2{% endcall %}</tr>{% endcall %}"""
    table = found(page(pages, content), "table", role="table")[0]
    assert found(found(table, "th", aria_sort="ascending")[0], "a", href="?s")
    assert [cell.get("data-label") for cell in found(table, "td", role="cell")] == [
        "Іс",
        "Мерзімі",
    ]
    assert texts(found(table, "caption")) == ["Істер"]


@pytest.mark.parametrize(
    ("arguments", "links"),
    [("", []), ("next_url='?a'", ["next"]), ("previous_url='?b', next_url='?a'", ["prev", "next"])],
)
def test_pages_are_linked_where_there_are_any(
    pages: Flask, arguments: str, links: list[str]
) -> None:
    root = page(pages, f"{{{{ pagination({arguments}) }}}}")
    assert [link.get("rel") for link in found(found(root, "main")[0], "a")] == links


def test_a_fact_without_a_value_is_a_dash(pages: Flask) -> None:
    root = page(pages, "{{ facts([('Нәтиже', none), ('Сынып', 9)]) }}")
    assert texts(found(root, "dd")) == ["—", "9"]


def test_a_diagram_can_be_scrolled_by_keyboard_and_is_named(pages: Flask) -> None:
    root = page(pages, "{{ diagram('<svg></svg>', 'Істің жолы') }}")
    (view,) = found(root, kind="diagram-view")
    assert (view.get("tabindex"), view.get("role"), view.get("aria-label")) == (
        "0",
        "region",
        "Істің жолы",
    )
    assert len(found(found(root, kind="legend")[0], "li")) == 5
