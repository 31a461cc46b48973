"""The passes over a document, each in a module of its own, in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from engine.model.lowering.passes.calls import check_calls
from engine.model.lowering.passes.drawing import strip_drawing
from engine.model.lowering.passes.elements import refuse_unknown
from engine.model.lowering.passes.events import check_events
from engine.model.lowering.passes.flows import check_flows
from engine.model.lowering.passes.gateways import check_gateways
from engine.model.lowering.passes.instantiation import start_by_receiving
from engine.model.lowering.passes.jobs import check_jobs
from engine.model.lowering.passes.links import join_links
from engine.model.lowering.passes.loops import settle_loops
from engine.model.lowering.passes.mappings import check_mappings
from engine.model.lowering.passes.names import check_names
from engine.model.lowering.passes.preparing import (
    bind_handlers,
    keep_keys,
    name_collections,
    pass_data,
)
from engine.model.lowering.passes.references import inline_references
from engine.model.lowering.passes.scripts import check_scripts
from engine.model.lowering.passes.several import part_definitions
from engine.model.lowering.passes.starts import settle_starts
from engine.model.lowering.passes.timers import check_timers
from engine.model.lowering.passes.ways import part_ways

Pass = Callable[[etree._Element], None]

PASSES: tuple[Pass, ...] = (
    bind_handlers,
    keep_keys,
    name_collections,
    pass_data,
    strip_drawing,
    inline_references,
    refuse_unknown,
    check_names,
    start_by_receiving,
    check_flows,
    join_links,
    part_definitions,
    settle_starts,
    check_events,
    check_timers,
    check_gateways,
    settle_loops,
    check_jobs,
    check_calls,
    check_scripts,
    check_mappings,
    part_ways,
)
