"""Variables: mappings, scripts, conditional events; the library holds none."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from tests.engine.tokens.drawing import (
    both,
    boundary,
    catch,
    condition,
    end,
    flows,
    job,
    mapping,
    message,
    model,
    reaction,
    script,
    start,
    sub,
    task,
    user,
)
from tests.engine.tokens.play import Play


def test_with_an_output_mapping_the_answer_stays_with_the_task() -> None:
    xml = model(
        start(),
        user("A", mapping("in who = name", "out result = answer + 1")),
        end(),
        flows("S > A > E"),
    )
    play = Play(xml, {"name": "Dana"})
    assert play.steady.view(play.token("A"))["who"] == "Dana"
    play.answer("A", {"answer": 41}).ends_with("S", "A", "E")
    assert play.variables == {"name": "Dana", "result": 42}


def test_with_input_only_the_answer_goes_on_but_what_was_mapped_in_is_dropped() -> None:
    xml = model(start(), user("A", mapping("in n = 1")), end(), flows("S > A > E"))
    play = Play(xml).answer("A", {"n": 2, "m": 3})
    assert play.variables == {"m": 3}


def test_parameters_see_those_before_them() -> None:
    play = Play(
        model(start(), user("A", mapping("in a = 1", "in b = a + 1")), end(), flows("S > A > E"))
    )
    assert play.steady.view(play.token("A")) == {"a": 1, "b": 2}


def test_a_sub_process_with_a_mapping_keeps_its_variables_to_itself() -> None:
    inside = sub(
        "Q",
        mapping("in n = 5", "out n = n * 2"),
        start("qs"),
        script("C", "n = n + 1", "other = 1"),
        end("qe"),
        flows("qs > C > qe"),
    )
    play = Play(model(start(), inside, end(), flows("S > Q > E")), {"n": 0})
    assert play.variables == {"n": 12, "other": 1}


def test_a_mapping_in_trouble_is_tried_again_without_doing_the_work_twice() -> None:
    xml = model(start(), job("J", mapping("out sum = answer + extra")), end(), flows("S > J > E"))
    play = Play(xml).answer("J", {"answer": 1})
    assert [trouble.element_id for trouble in play.troubles] == ["J"]
    assert play.waiting == []
    play.write(extra=2).retry().ends_with("S", "J", "E")
    assert play.variables == {"extra": 2, "sum": 3}


def test_an_output_mapping_is_done_once_even_if_the_flows_then_fail() -> None:
    xml = model(start(), user("A", mapping("out n = n + 1")), end(), flows("S > A", "A > E : go"))
    play = Play(xml, {"n": 0}).answer("A")
    assert play.troubles
    play.retry()
    play.write(go=True).retry().ends_with("S", "A", "E")
    assert play.variables == {"n": 1, "go": True}


def test_an_input_mapping_in_trouble_keeps_the_task_closed() -> None:
    xml = model(start(), user("A", mapping("in n = m + 1")), end(), flows("S > A > E"))
    play = Play(xml)
    assert play.waiting == []
    play.write(m=1).retry().stands_at("A")


def test_a_script_assigns_variables_and_fields_and_leaves_old_values_alone() -> None:
    xml = model(
        start(),
        script("C", "n = n + 1", "who.name = 'Dana'", "due = now()", "half = n / 4"),
        user("U"),
        end(),
        flows("S > C > U > E"),
    )
    variables = {"n": 1, "who": {"age": 7}}
    play = Play(xml, variables)
    assert play.variables == {
        "n": 2,
        "who": {"age": 7, "name": "Dana"},
        "due": "2025-03-14T04:00:00Z",
        "half": "0.5",
    }
    assert variables == {"n": 1, "who": {"age": 7}}


def test_a_script_in_trouble_changes_nothing_and_runs_again() -> None:
    xml = model(start(), script("C", "n = n + 1", "m = x + 1"), end(), flows("S > C > E"))
    play = Play(xml, {"n": 1})
    assert play.variables == {"n": 1}
    assert play.troubles[0].element_id == "C"
    play.write(x=1).retry().ends_with("S", "C", "E")
    assert play.variables == {"n": 2, "x": 1, "m": 2}


def test_a_script_does_not_run_twice_when_the_flow_after_it_fails() -> None:
    xml = model(start(), script("C", "n = n + 1"), end(), flows("S > C", "C > E : go"))
    play = Play(xml, {"n": 0})
    play.write(go=True).retry().ends_with("S", "C", "E")
    assert play.variables["n"] == 1


@pytest.mark.parametrize(
    "payload",
    [{"typename": "x"}, {"self": 1}, {"data": {"typename": "UUID", "value": 1}}, {"ключ": "мәні"}],
)
def test_no_name_of_a_variable_means_anything_to_the_engine(payload: dict[str, object]) -> None:
    play = (
        Play(model(start(), user("A"), user("B"), end(), flows("S > A > B > E")))
        .answer("A", payload)
        .stands_at("B")
    )
    assert play.variables == payload


def test_tasks_of_the_library_cannot_hold_data() -> None:
    play = Play(model(start(), user("A"), end(), flows("S > A > E")), {"n": 1})
    tokens = play.steady._workflow.index.values()
    assert all(isinstance(token.data, MappingProxyType) and not token.data for token in tokens)


def test_branches_that_change_a_list_do_not_mend_it_together() -> None:
    xml = model(
        start(),
        both("F"),
        user("A"),
        user("B"),
        both("J"),
        end(),
        flows("S > F > A > J > E", "F > B > J"),
    )
    play = Play(xml, {"x": [3, 1, 2]}).answer("A", {"x": [1]}).answer("B", {"y": 1})
    assert play.variables == {"x": [1], "y": 1}


def test_a_conditional_event_waits_until_its_condition_comes_true() -> None:
    xml = model(
        start(),
        both("F"),
        catch("C", condition("n > 5")),
        user("A"),
        end(),
        flows("S > F > C > E", "F > A > E"),
    )
    play = Play(xml).stands_at("C", "A").write(n=3).stands_at("C", "A").answer("A", {"n": 9})
    play.ends_with("S", "F", "A", "C", "E", "E")


def test_a_condition_that_is_true_already_is_passed() -> None:
    Play(
        model(start(), catch("C", condition("n > 5")), end(), flows("S > C > E")), {"n": 6}
    ).ends_with("S", "C", "E")


def test_a_non_interrupting_condition_counts_each_time_it_comes_true() -> None:
    xml = model(
        start(),
        user("A"),
        boundary("B", "A", condition("n > 5"), interrupting=False),
        task("L"),
        end(),
        flows("S > A > E", "B > L > E"),
    )
    play = Play(xml, {"n": 0})
    for value, told in ((6, 1), (7, 1), (1, 1), (8, 2)):
        play.write(n=value)
        assert play.trace.count("L") == told
    play.stands_at("A", "B")


def test_an_interrupting_condition_and_one_that_starts_an_event_sub_process() -> None:
    xml = model(
        start(),
        user("A"),
        boundary("B", "A", condition("n == 1")),
        end(),
        end("E2"),
        flows("S > A > E", "B > E2"),
    )
    Play(xml, {"n": 0}).write(n=1).ends_with("S", "B", "E2")
    caught = reaction("R", start("rs", condition("n == 1")), end("re"), flows("rs > re"))
    xml = model(start(), user("A"), end(), caught, flows("S > A > E"))
    Play(xml, {"n": 0}).write(n=1).ends_with("S", "rs", "re", "R")


def test_a_condition_in_trouble_is_one_of_its_event() -> None:
    play = Play(
        model(start(), catch("C", condition("n > 5")), end(), flows("S > C > E")), {"n": "text"}
    )
    assert [trouble.element_id for trouble in play.troubles] == ["C"]
    play.write(n=9).retry().ends_with("S", "C", "E")


def test_the_payload_of_a_boundary_event_goes_to_the_surroundings() -> None:
    inside = sub(
        "Q",
        mapping("in n = 0", "out n = n"),
        start("qs"),
        user("U"),
        end("qe"),
        flows("qs > U > qe"),
    )
    xml = model(
        start(),
        inside,
        boundary("B", "Q", message(), interrupting=False),
        end(),
        flows("S > Q > E", "B > E"),
    )
    play = Play(xml, {"n": 5}).send("Paper", {"n": 7})
    assert play.variables == {"n": 7}
    assert play.steady.view(play.token("U"))["n"] == 0
