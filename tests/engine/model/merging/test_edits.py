"""What was edited, and nothing else, is changed in the text of the original."""

from __future__ import annotations

from difflib import unified_diff

import pytest
from lxml import etree

from engine.model.dialect import BPMNDI, CAMUNDA, bpmn
from engine.model.merging import merge_trusted
from tests.engine.model.merging.drawing import (
    Edit,
    adding,
    deleting,
    documenting,
    drawn,
    element,
    moving,
    moving_into,
    renaming,
    retagging,
    reversing,
    saved_again,
    setting,
    unsetting,
)
from tests.engine.model.merging.originals import ALL, FLAT, STRANGE, WIDE, WINDOWS


def merged(*edits: Edit, original: bytes = STRANGE) -> str:
    result = merge_trusted(original, saved_again(original), drawn(original, *edits))
    return result.decode("utf-16" if original is WIDE else "utf-8")


def changed(*edits: Edit, original: bytes = STRANGE) -> list[str]:
    """The lines that went and came, without the white space around them."""
    before, after = original.decode().splitlines(), merged(*edits, original=original).splitlines()
    found = list(unified_diff(before, after, n=0, lineterm=""))[2:]
    return [f"{line[0]} {line[1:].strip()}" for line in found if not line.startswith("@@")]


def test_a_new_name_changes_one_attribute_and_keeps_its_quotes() -> None:
    assert changed(renaming("Check", "Жаңа 'ат' & <b>")) == [
        "- <semantic:userTask name='Тексеру' acme:mark=\"1\"",
        "+ <semantic:userTask name='Жаңа &apos;ат&apos; &amp; &lt;b&gt;' acme:mark=\"1\"",
    ]


def test_a_name_in_two_lines_is_written_so_that_it_stays_in_two() -> None:
    assert "name='a&#10;b'" in merged(renaming("Check", "a\nb"))


def test_a_new_attribute_stands_as_the_others_do() -> None:
    assert changed(setting("Lane_A", "partitionElementRef", "x")) == [
        '- <semantic:lane id="Lane_A" name="Маман">',
        '+ <semantic:lane id="Lane_A" name="Маман" partitionElementRef="x">',
    ]


def test_an_attribute_that_was_taken_away_is_gone() -> None:
    assert changed(unsetting("Lane_B", "name")) == [
        '- <semantic:lane name="Басшы" id="Lane_B"/>',
        '+ <semantic:lane id="Lane_B"/>',
    ]


def test_a_moved_shape_changes_its_bounds_alone() -> None:
    went, came = changed(moving("Check", 77))
    assert went.replace('x="10"', 'x="77"')[1:] == came[1:]
    assert 'acme:zoom="2"' in came


def test_a_shape_without_an_id_is_known_by_what_it_shows() -> None:
    _, came = changed(moving("Part", 77))
    assert came.startswith('+ <bpmndi:BPMNShape bpmnElement="Part"><dc:Bounds x="77"')


def test_an_added_task_is_indented_and_prefixed_as_the_original() -> None:
    text = merged(adding("New", "visit"))
    assert (
        '\n\t\t<semantic:userTask name="Жаңа &lt;іс&gt;" id="New">\n'
        "\t\t\t<semantic:documentation>Бір &amp; екі\nекінші жол</semantic:documentation>\n"
        "\t\t\t<semantic:extensionElements>\n\t\t\t\t<camunda:properties>\n"
    ) in text
    assert text.count(f'xmlns:camunda="{CAMUNDA}"') == 1
    assert text.index("xmlns:camunda") < text.index("<semantic:process")


def test_an_added_task_takes_nothing_away() -> None:
    lines = changed(adding("New", "visit"))
    assert [line for line in lines if line.startswith("-")] == [
        '- targetNamespace="urn:x" id="D" acme:saved=\'today "late"\'>'
    ]


def test_a_deleted_task_takes_its_lines_and_no_other() -> None:
    lines = changed(deleting("Check"))
    assert "- <semantic:userTask name='Тексеру' acme:mark=\"1\"" in lines
    assert not any("<!-- checked by a person -->" in line for line in lines)
    assert [line for line in lines if line.startswith("+")] == [
        '+ <semantic:lane id="Lane_A" name="Маман"> <!-- the check -->',
        '+ <semantic:startEvent id="Begin"></semantic:startEvent>',
    ]


def test_a_task_moved_into_a_sub_process_is_moved_as_it_stands() -> None:
    text = merged(moving_into("Check", "Part"))
    part = text[text.index("<semantic:subProcess") : text.index("</semantic:subProcess")]
    assert "<acme:sketch>dropped on import</acme:sketch>" in part
    assert "<!-- inside the extension -->" in part
    assert text.count('id="Check"') == 1


def test_a_task_moved_into_a_new_sub_process_is_moved_as_it_stands() -> None:
    text = merged(adding("New", "visit", "subProcess"), moving_into("Check", "New"))
    new = text[text.index('id="New"') : text.rindex("</semantic:subProcess")]
    assert "<acme:sketch>dropped on import</acme:sketch>" in new


def test_two_elements_may_change_places() -> None:
    def swapped(root: etree._Element) -> None:
        part, count = element(root, "Part"), element(root, "Count")
        element(root, "visit").append(count)
        count.append(part)

    text = merged(swapped)
    assert text.index('id="Count"') < text.index('id="Part"') < text.index("</semantic:scriptTask>")


def test_another_kind_of_task_keeps_what_the_drawing_program_dropped() -> None:
    text = merged(retagging("Check", "serviceTask"))
    assert "<semantic:serviceTask name='Тексеру'" in text
    assert text.index("dropped on import") < text.index("</semantic:serviceTask>")


def test_a_new_documentation_stands_first_and_is_in_the_original_prefix() -> None:
    came = [line for line in changed(documenting("Check", "не")) if line.startswith("+")]
    assert came == ["+ <semantic:documentation>не</semantic:documentation>"]


def test_a_text_in_cdata_stays_in_cdata() -> None:
    assert changed(documenting("visit", "a < b"))[1:] == [
        "+ <semantic:documentation><![CDATA[a < b]]></semantic:documentation>"
    ]


def test_a_text_that_would_end_cdata_is_escaped() -> None:
    assert "<semantic:documentation>]]&gt;</semantic:documentation>" in merged(
        documenting("visit", "]]>")
    )


def test_an_element_inside_an_extension_is_edited_in_its_place() -> None:
    def edit(root: etree._Element) -> None:
        field = next(root.iter("{urn:acme:modeller}field"))
        field.set("kind", "b")

    assert changed(edit)[1:] == [
        '+ <acme:fields><acme:field id="one" kind="b">α</acme:field><acme:field id="two"/></acme:fields>'
    ]


def test_an_element_taken_out_of_an_extension_is_gone() -> None:
    def edit(root: etree._Element) -> None:
        first = next(root.iter("{urn:acme:modeller}field"))
        first.getparent().remove(first)  # type: ignore[union-attr]  # it has one

    assert changed(edit)[1:] == ['+ <acme:fields><acme:field id="two"/></acme:fields>']


def test_a_flow_joined_elsewhere_changes_the_flow_and_the_lists() -> None:
    def edit(root: etree._Element) -> None:
        element(root, "F1").set("targetRef", "Part")
        incoming = element(root, "Check").find(bpmn("incoming"))
        assert incoming is not None
        element(root, "Part").insert(0, incoming)

    assert changed(edit) == [
        "- <semantic:incoming>F1</semantic:incoming>",
        "+ <semantic:incoming>F1</semantic:incoming>",
        '- <semantic:sequenceFlow id="F1" sourceRef="Begin" targetRef="Check" />',
        '+ <semantic:sequenceFlow id="F1" sourceRef="Begin" targetRef="Part" />',
    ]


def test_a_lane_loses_and_gains_a_member() -> None:
    def edit(root: etree._Element) -> None:
        member = next(root.iter(bpmn("flowNodeRef")))
        element(root, "Lane_B").append(member)

    text = merged(edit)
    assert '<semantic:lane name="Басшы" id="Lane_B">\n\t\t\t\t<semantic:flowNodeRef>Check' in text
    assert text.count("<semantic:flowNodeRef>Check") == 1


def test_a_type_is_written_with_the_prefix_of_the_original() -> None:
    def edit(root: etree._Element) -> None:
        node = etree.SubElement(element(root, "F1"), bpmn("conditionExpression"))
        node.set("{http://www.w3.org/2001/XMLSchema-instance}type", "bpmn:tFormalExpression")
        node.text = "x"

    text = merged(edit)
    assert text.count('xsi:type="semantic:tFormalExpression"') == 2
    assert "bpmn:tFormalExpression" not in text


def test_a_new_order_in_an_extension_is_taken_over() -> None:
    def edit(root: etree._Element) -> None:
        fields = next(root.iter("{urn:acme:modeller}fields"))
        fields[:] = list(reversed(fields))

    text = merged(edit)
    assert text.index('acme:field id="two"') < text.index('acme:field id="one"')


def test_a_new_order_of_what_is_drawn_is_not() -> None:
    assert merged(reversing("visit"), reversing("Plane"), reversing("Lane_A")).encode() == STRANGE


def test_an_empty_label_is_not_taken_over() -> None:
    def edit(root: etree._Element) -> None:
        for shape in root.iter(f"{{{BPMNDI}}}BPMNShape"):
            etree.SubElement(shape, f"{{{BPMNDI}}}BPMNLabel")

    assert merged(edit).encode() == STRANGE
    assert "BPMNLabel" not in merged(adding("New", "visit"), edit)


def test_a_namespace_that_is_declared_further_in_is_used_there() -> None:
    inner = STRANGE.replace(
        b"<acme:fields>", b'<acme:fields><own:a xmlns:own="urn:own"><own:b/></own:a>'
    )

    def edit(root: etree._Element) -> None:
        etree.SubElement(next(root.iter("{urn:own}a")), "{urn:own}c")

    assert '<own:a xmlns:own="urn:own"><own:b/><own:c /></own:a>' in merged(edit, original=inner)


def test_what_is_moved_takes_along_what_its_prefixes_mean() -> None:
    original = STRANGE.replace(
        b'<semantic:subProcess id="Part"', b'<semantic:subProcess xmlns:own="urn:own" id="Part"'
    ).replace(b'scriptFormat="ruqsat">', b'scriptFormat="ruqsat" own:mark="1">')
    text = merged(moving_into("Count", "visit"), original=original)
    assert (
        '<semantic:scriptTask id="Count" scriptFormat="ruqsat" own:mark="1" xmlns:own="urn:own">'
        in text
    )


@pytest.mark.parametrize("original", [STRANGE, WINDOWS, WIDE], ids=["plain", "windows", "wide"])
def test_what_stands_before_and_behind_the_root_stays(original: bytes) -> None:
    before, after = ALL["strange"].decode().split("<semantic:definitions")[0], "<!-- the end -->"
    text = merged(renaming("Check", "x"), original=original).replace("\r\n", "\n")
    assert text.lstrip("\ufeff").replace("UTF-16", "UTF-8").startswith(before)
    assert text.rstrip().endswith(after)


def test_line_ends_of_windows_stay_and_are_used() -> None:
    text = merged(adding("New", "visit"), original=WINDOWS)
    assert text.startswith("\ufeff<?xml")
    assert text.count("\n") == text.count("\r\n")


def test_a_model_in_one_line_stays_in_one_line() -> None:
    added = merged(adding("New", "visit"), original=FLAT)
    assert added.count("\n") == 1  # that inside the documentation
    assert '<semantic:userTask name="Жаңа &lt;іс&gt;" id="New"><semantic:documentation>' in added


def test_letters_that_the_encoding_does_not_have_are_written_by_number() -> None:
    original = STRANGE.decode().replace("UTF-8", "windows-1251").replace("α", "a")
    for letter in "әғқңөұүһі":
        original = original.replace(letter, "-").replace(letter.upper(), "-")
    content = original.encode("windows-1251")
    baseline, edited = saved_again(content), drawn(content, renaming("Check", "Әс"))
    result = merge_trusted(content, baseline, edited)
    assert b"name='&#1240;\xf1'" in result
