"""A running service in which there is one of everything that an address can name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product
from typing import Any

from sqlalchemy import Table, select
from werkzeug.routing import BuildError, Rule

from engine.commands.model_drafts import open_draft
from engine.commands.model_scenarios import save_scenario
from engine.modelling.document import read_draft
from engine.modelling.tables import MODEL_DRAFT
from engine.rehearsal.tables import SCENARIO
from engine.storage.tables import INCIDENT, INSTANCE, JOB, TASK
from people.rights import TABLE
from people.roles import Role
from people.tables import SAVED_FILTER
from tests.web.models.scenarios import EXTERNAT, SMALL
from tests.web.portal_answers import fill_all, opened
from tests.web.service import ANSWERS, Service
from web.access import MACHINES, action_of
from workers.documents.store import DOCUMENT
from workers.tables import NotificationRow

Values = Mapping[str, tuple[Any, ...]]
SCENARIO_TEXT = b'{"answers": {"Check": {"complete": true}}, "expect": {"status": "completed"}}'


PLAYERS: Mapping[Role, str] = {
    Role.APPLICANT: "aigerim",
    Role.STATE_CORPORATION_WORKER: "aliya",
    Role.SPECIALIST: "gulnar",
    Role.HEAD: "bolat",
    Role.CHANCELLERY: "saule",
    Role.ANALYST: "arman",
    Role.AUDITOR: "laura",
    Role.ADMINISTRATOR: "nurlan",
}
MOST_TRIES = 12


@dataclass(frozen=True, kw_only=True)
class Furnished:
    """values: what the arguments of routes may be, by name, the most telling first."""

    service: Service
    values: Values

    def rules(self, method: str) -> list[Rule]:
        """Those of the pages: programs have no browser, see tests/web/rest."""
        return [
            rule
            for rule in self.service.app.url_map.iter_rules()
            if method in (rule.methods or ()) and not rule.endpoint.startswith(MACHINES)
        ]

    def players(self, rule: Rule) -> tuple[str, ...]:
        """Who may do what the route does, somewhere."""
        action = action_of(self.service.app, rule.endpoint)
        roles = TABLE[action] if action else {Role.ADMINISTRATOR}
        return tuple(login for role, login in PLAYERS.items() if role in roles)

    def path(self, rule: Rule, arguments: Mapping[str, Any]) -> str | None:
        """None where no address of this rule holds them."""
        try:
            return self.service.app.url_map.bind("localhost").build(rule.endpoint, dict(arguments))
        except (BuildError, ValueError):
            return None

    def paths(self, rule: Rule) -> Iterator[str]:
        """Addresses that name what there is."""
        names = sorted(rule.arguments)
        for chosen in islice(product(*(self.values[name] for name in names)), MOST_TRIES):
            if path := self.path(rule, dict(zip(names, chosen, strict=True))):
                yield path

    def place(self, rule: Rule) -> tuple[str, str]:
        """Somebody and an address at which they are shown something; else the first of each."""
        tries = list(product(self.players(rule), self.paths(rule)))
        return next((each for each in tries if self._shown(*each)), tries[0])

    def _shown(self, login: str, path: str) -> bool:
        with self.service.browser(login).get(path) as answer:
            return answer.status_code == 200


def furnish(service: Service) -> None:
    """Cases of the desk at several stages, an incident, an application, drafts with a scenario, a list of results, a view of tasks."""
    early, issued = service.start_case(1), service.start_case(2)
    service.walk_to(early, "EnterApplication")
    service.walk_to(issued, "HandOver")
    _hand_over(service, issued)
    service.work()
    fill_all(service, opened(service))
    service.walk_to(service.start_case(4), "PrepareOrder")
    _trouble(service, service.start_case(3))
    _draw(service)
    kept = {"name": "Check", "show": "free", "step": "CheckPackage"}
    assert service.browser("aliya").post("/tasks/filters", data=kept).status_code == 303


def _hand_over(service: Service, case: str) -> None:
    batch = f"{service.offices['koktobe-education']}-{service.offices['koktobe-corporation']}"
    posted = {"batch": batch, "case": [case], "received_by": ""}
    assert service.browser("gulnar").post("/hand-overs", data=posted).status_code == 302


def _trouble(service: Service, case: str) -> None:
    service.walk_to(case, "Identify")
    switch = service.platform.settings.var_dir / "gateway-down"
    switch.parent.mkdir(parents=True, exist_ok=True)
    switch.touch()
    service.complete(service.open_tasks(case)["Identify"], "aliya", ANSWERS["Identify"])
    with service.platform.database.transaction() as connection:
        connection.execute(JOB.update().values(retries="R1/PT1S"))
    service.work()
    switch.unlink()


def _draw(service: Service) -> None:
    database, now = service.platform.database, service.platform.clock()
    for xml, file in ((EXTERNAT, "externat.bpmn"), (SMALL, "small.bpmn")):
        open_draft(database, read_draft(xml, file=file), actor="arman", now=now)
    for key in ("externat", "small"):
        save_scenario(database, key, "whole", SCENARIO_TEXT, actor="arman", now=now)


def named_values(service: Service) -> Values:
    """What stands in the database, the most telling first."""
    with service.platform.database.snapshot() as connection:

        def ids(table: Table) -> tuple[Any, ...]:
            return tuple(connection.execute(select(table.c.id).order_by(table.c.id)).scalars())

        cases = connection.execute(select(INSTANCE.c.id).order_by(INSTANCE.c.business_key))
        lists = select(DOCUMENT.c.id).where(DOCUMENT.c.kind == "hand-over-list")
        portal = select(TASK.c.id).where(TASK.c.element_id == "PortalApplication")
        return {
            "instance_id": tuple(reversed(cases.scalars().all())),
            "user_task_id": (*connection.execute(portal).scalars(), *reversed(ids(TASK))),
            "document_id": ids(DOCUMENT),
            "list_id": tuple(connection.execute(lists).scalars()),
            "notice_id": ids(NotificationRow.__table__),  # type: ignore[arg-type]  # a table
            "incident_id": ids(INCIDENT),
            "draft_id": ids(MODEL_DRAFT),
            "scenario_id": ids(SCENARIO),
            "filter_id": ids(SAVED_FILTER),
            "number": (1,),
            "key": ("externat", "small"),
            "step": ("applicant", "school", "documents", "check"),
            "year": (2016,),
            "day": ("2016-09-05",),
            "code": ("ru", "ABCD-EFGH"),
            "filename": ("dist/manifest.json",),
        }
