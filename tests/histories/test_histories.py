"""Every history that was ever stored replays, event by event, to where it led then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.errors import HistoryBroken
from engine.history.events import REPLAY_VERSION, EventKind
from engine.replay.replay import replay
from tests.histories.files import FOLDER, read_history, read_version, stored_files
from tests.histories.record import BY_HAND, CHOSEN, observed, record

FILES = stored_files()
LARGEST = 200 * 1024
VERSIONS = {path.name.partition("-")[0] for path in FILES}


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def path(request):
    return request.param


def replayed(history, folder=FOLDER):
    version = read_version(history.model, folder)
    frames = list(replay(version, history.instance_id, history.business_key, history.events))
    return frames, version.model


def test_it_leads_where_it_led(path):
    history = read_history(path)
    found = observed(*replayed(history))

    assert found == history.expected


def test_it_ran_on_the_model_that_is_stored_with_it(path):
    history = read_history(path)
    frames, _ = replayed(history)

    assert frames[0].data["definition"]["sha256"] == read_version(history.model).sha256


def test_a_changed_event_is_found_out(path):
    history = read_history(path)
    events = list(history.events)
    event, stored, salted = events[-1]
    events[-1] = (replace(event, actor="somebody"), stored, salted)

    with pytest.raises(HistoryBroken, match=f"event {event.seq}:"):
        replayed(replace(history, events=tuple(events)))


def test_no_file_is_large():
    assert {
        each.name: each.stat().st_size
        for each in FOLDER.glob("v*")
        if each.stat().st_size > LARGEST
    } == {}


def test_there_are_histories_of_each_replay_version():
    assert {f"v{number}" for number in range(1, REPLAY_VERSION + 1)} == VERSIONS


@pytest.mark.parametrize("version", sorted(VERSIONS))
def test_each_version_keeps_the_kinds_of_events_that_a_service_sees(version):
    kinds = {
        event.kind
        for path in FILES
        if path.name.startswith(f"{version}-")
        for event, _, _ in read_history(path).events
    }

    assert kinds >= {
        EventKind.INSTANCE_STARTED,
        EventKind.USER_TASK_CLAIMED,
        EventKind.USER_TASK_ASSIGNED,
        EventKind.USER_TASK_COMPLETED,
        EventKind.USER_TASK_ESCALATED,
        EventKind.JOB_COMPLETED,
        EventKind.JOB_FAILED,
        EventKind.TIMER_FIRED,
        EventKind.MESSAGE_CORRELATED,
        EventKind.INSTANCE_ESCALATED,
    }


def test_what_a_person_does_by_hand_is_kept_too():
    history = read_history(FOLDER / "v1-reopened-and-moved.json")

    assert {event.kind for event, _, _ in history.events} >= {
        EventKind.INSTANCE_SUSPENDED,
        EventKind.INSTANCE_RESUMED,
        EventKind.INSTANCE_TERMINATED,
        EventKind.INSTANCE_REOPENED,
        EventKind.VARIABLES_CORRECTED,
        EventKind.TOKEN_MOVED,
    }
    waits = [element_id for element_id, _, _ in history.expected["waits"]]
    assert waits == ["TransferToProvider", "WithdrawalReceived"]


@pytest.mark.parametrize("name", [*CHOSEN, *BY_HAND])
def test_the_chosen_stories_are_stored_in_the_first_version(name):
    assert (FOLDER / f"v1-{name}.json").exists()


def test_what_is_recorded_today_replays(tmp_path):
    [path] = record(["incomplete-package"], tmp_path)
    history = read_history(path)

    assert observed(*replayed(history, tmp_path)) == history.expected
    assert history.expected["outcome"] == "RefusedAtIntake"


def test_a_stored_history_is_not_written_over(tmp_path):
    taken = tmp_path / f"v{REPLAY_VERSION}-incomplete-package.json"
    taken.write_text("{}")

    with pytest.raises(FileExistsError, match="never replaced"):
        record(["incomplete-package"], tmp_path)
    assert taken.read_text() == "{}"
