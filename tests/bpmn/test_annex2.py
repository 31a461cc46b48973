"""Annex 2 of the regulation and the model that executes it: the same words, nothing added in silence."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
import SpiffWorkflow.bpmn.parser
from lxml import etree

from tests.bpmn.drawing import BIOC, COLOR, NS, Drawing, documentation, properties

PAGE = Path(__file__).parents[2] / "docs" / "annex-2.md"
FILL, LINE = "#e8f1fb", "#1f5fa8"

#: Annex 2, word for word; only Latin letters inside Kazakh words are made Cyrillic.
ANNEX_2 = {
    "ServiceStart": "Қызмет көрсетудің басталуы",
    "CheckPackage": (
        "Өтініштің дұрыс толтырылуын және көрсетілетін қызметті алушы ұсынған құжаттар топтамасының "
        "толықтығын тексеру, көрсетілетін қызметті алушыға құжаттардың қабылданғаны туралы қолхат беру "
        "(15 минут)"
    ),
    "GiveRefusalReceipt": (
        "Көрсетілетін қызметті алушы құжаттар топтамасын толық ұсынбаған жағдайда Стандарттың "
        "3-қосымшасына сәйкес нысан бойынша құжаттарды қабылдаудан бас тарту туралы қолхат беру"
    ),
    "AcceptDocuments": (
        "Құжаттарды қабылдау және көрсетілетін қызметті берушінің басшысының қарауына беру (15 минут)"
    ),
    "Resolution": (
        "Бұрыштамаға сәйкес көрсетілетін қызметті алушының өтінішін көрсетілетін қызмет берушінің "
        "маманына орындау үшін беру (15 минут)"
    ),
    "PrepareOrder": (
        "Ұсынылған құжаттарды тексеру, Стандарттың 1-қосымшасына сәйкес нысан бойынша негізгі орта, "
        "жалпы орта білім беру ұйымдарында экстернат нысанында оқытуға рұқсат беру туралы бұйрықтың "
        "көшірмесін дайындау (14 жұмыс күні)"
    ),
    "HandOver": (
        "Мемлекеттік көрсетілетін қызметтің нәтижесін көрсетілетін қызметті алушыға беру үшін "
        "Мемлекеттік корпорацияның қызметкеріне беру (1 жұмыс күні)"
    ),
    "IssueResult": (
        "Көрсетілетін қызметті алушыға мемлекеттік қызмет көрсетудің нәтижесін беру (15 минут)"
    ),
    "PortalSignIn": (
        "Көрсетілетін қызметті алушының ЭҮП-да ЭЦҚ арқылы тіркелуді (авторизациялауды) жүзеге асыруы"
    ),
    "ReadyNoticeReceived": (
        "Көрсетілетін қызметті алушының «жеке кабинетінде» анықтаманың дайындығы туралы хабарламаны алуы"
    ),
}
END = "Қызмет көрсетудің аяқталуы"
OF_ANNEX_2 = {*ANNEX_2, "PackageComplete", "ResultIssued"}
LANES = [
    "Көрсетілетін қызметті алушы",
    "Мемлекеттік корпорация",
    "ЭҮП",
    "Құжаттарды қабылдайтын жауапты тұлға",
    "Көрсетілетін қызметті берушінің басшысы",
    "Көрсетілетін қызметті берушінің маманы",
]
ACCEPTANCE_LANE = (
    "Мемлекеттік қызметті көрсету үшін құжаттарды қабылдайтын көрсетілетін қызметті берушінің "
    "жауапты тұлғасы"
)
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
LATIN = re.compile(r"[A-Za-z]")


@pytest.fixture(scope="module")
def drawing() -> Drawing:
    return Drawing.of("externat.bpmn")


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_the_model_is_valid_bpmn(drawing: Drawing) -> None:
    schema = Path(SpiffWorkflow.bpmn.parser.__file__).parent / "schema" / "BPMN20.xsd"
    etree.XMLSchema(etree.parse(schema)).assertValid(drawing.root)


def test_the_process_is_the_edition_of_2016(drawing: Drawing) -> None:
    process = drawing.root.find("bpmn:process", NS)
    assert process is not None
    assert process.get("id") == "externat"
    assert process.get("isExecutable") == "true"
    assert process.get(f"{{{NS['camunda']}}}versionTag") == properties(process)["rules"] == "2016"
    assert properties(process)["dueDate"] == "businessDays(15, accepted_at)"
    assert "22.01.2016 № 68" in documentation(process)


@pytest.mark.parametrize(("element_id", "words"), ANNEX_2.items())
def test_a_step_of_annex_2_stands_in_its_words(
    drawing: Drawing, page: str, element_id: str, words: str
) -> None:
    assert _plain(drawing.nodes[element_id].get("name", "")) == _plain(words)
    assert _plain(words) in _plain(page)


def test_the_choice_of_annex_2_says_yes_and_no(drawing: Drawing) -> None:
    answers = {
        flow.get("targetRef"): flow.get("name")
        for flow in drawing.flows.values()
        if flow.get("sourceRef") == "PackageComplete"
    }
    assert answers == {"PrintAcceptanceReceipt": "Иә", "PrintRefusalReceipt": "Жоқ"}


def test_the_end_of_annex_2_is_the_issued_result(drawing: Drawing) -> None:
    assert drawing.nodes["ResultIssued"].get("name", "").startswith(END)


def test_there_are_the_six_lanes_of_annex_2(drawing: Drawing) -> None:
    assert [lane.get("name") for lane in drawing.lanes.values()] == LANES


def test_the_shortened_lane_keeps_its_full_heading(drawing: Drawing) -> None:
    shortened = next(lane for lane in drawing.lanes.values() if lane.get("name") == LANES[3])
    assert ACCEPTANCE_LANE in documentation(shortened)


@pytest.mark.parametrize("name", LANES)
def test_a_lane_name_has_no_latin_letter(drawing: Drawing, name: str) -> None:
    drawn = [lane.get("name", "") for lane in drawing.lanes.values()]
    assert not LATIN.search(drawn[drawn.index(name)])


def test_no_word_of_the_model_mixes_scripts(drawing: Drawing) -> None:
    texts = [
        text for node in drawing.root.iter() for text in (node.text or "", *node.attrib.values())
    ]
    words = {word for text in texts for word in re.findall(r"\w+", text)}
    assert [word for word in words if CYRILLIC.search(word) and LATIN.search(word)] == []


def test_every_node_and_lane_has_three_languages(drawing: Drawing) -> None:
    speechless = [
        element.get("id")
        for element in (*drawing.nodes.values(), *drawing.lanes.values())
        if not CYRILLIC.search(element.get("name", ""))
        or not CYRILLIC.search(properties(element).get("label.ru", ""))
        or not LATIN.search(properties(element).get("label.en", ""))
    ]
    assert speechless == []


def test_every_named_flow_has_three_languages(drawing: Drawing) -> None:
    named = [flow for flow in drawing.flows.values() if flow.get("name")]
    assert named
    assert all({"label.ru", "label.en"} <= properties(flow).keys() for flow in named)


def test_every_flow_out_of_a_choice_has_a_name(drawing: Drawing) -> None:
    for node, element in drawing.nodes.items():
        leaving = [flow for flow in drawing.flows.values() if flow.get("sourceRef") == node]
        if element.tag.endswith("exclusiveGateway") and len(leaving) > 1:
            assert all(flow.get("name") for flow in leaving), node


def test_every_flow_out_of_a_choice_has_a_condition_but_the_default(drawing: Drawing) -> None:
    for flow_id, flow in drawing.flows.items():
        source = drawing.nodes[flow.get("sourceRef", "")]
        siblings = [f for f in drawing.flows.values() if f.get("sourceRef") == source.get("id")]
        chooses = source.tag.endswith("exclusiveGateway") and len(siblings) > 1
        conditional = flow.find("bpmn:conditionExpression", NS) is not None
        assert conditional == (chooses and source.get("default") != flow_id), flow_id


@pytest.mark.parametrize("gateway", ["PackageComplete", "Decision", "Outcome", "ObjectionUpheld"])
def test_no_default_flow_leads_to_a_refusal(drawing: Drawing, gateway: str) -> None:
    assert drawing.nodes[gateway].get("default") is None


def test_every_addition_gives_its_reason_in_kazakh_and_russian(drawing: Drawing) -> None:
    silent = [
        node
        for node in set(drawing.nodes) - OF_ANNEX_2
        if not _gives_reason(documentation(drawing.nodes[node]))
    ]
    assert silent == []


def test_every_addition_and_nothing_else_is_coloured(drawing: Drawing) -> None:
    coloured = {
        node
        for node in drawing.nodes
        if drawing.shapes[node].get(f"{BIOC}fill") is not None
        or drawing.shapes[node].get(f"{COLOR}background-color") is not None
    }
    assert coloured == set(drawing.nodes) - OF_ANNEX_2


def test_both_kinds_of_modeller_see_one_colour(drawing: Drawing) -> None:
    for node in set(drawing.nodes) - OF_ANNEX_2:
        shape = drawing.shapes[node]
        assert shape.get(f"{BIOC}fill") == shape.get(f"{COLOR}background-color") == FILL
        assert shape.get(f"{BIOC}stroke") == shape.get(f"{COLOR}border-color") == LINE


def test_the_page_names_every_node_and_no_other(drawing: Drawing, page: str) -> None:
    assert set(re.findall(r"`([A-Z][A-Za-z0-9]+)`", page)) == set(drawing.nodes)


def test_the_page_lists_every_node_in_one_row_only(drawing: Drawing, page: str) -> None:
    rows = [line for line in page.splitlines() if line.startswith("|")]
    for node in drawing.nodes:
        cells = [row for row in rows if f"| `{node}` |" in row]
        assert len(cells) == 1, node


def _plain(text: str) -> str:
    """One script, one blank between words."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _gives_reason(text: str) -> bool:
    """A source in Kazakh first, then in Russian."""
    kazakh = re.search(r"тармағы|тармақтары|бабы|баптары|регламент|қосымша", text)
    russian = re.search(r"[Пп]ункт|[Сс]тать|регламент акимата|[Пп]риложение", text)
    return bool(kazakh and russian and kazakh.start() < russian.start())
