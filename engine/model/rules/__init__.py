"""The deployment rules, written out. A rule is a pure function to findings; its name has a heading in docs/rules.md.

Rules of the document look at the bare tree. Only when they find nothing do the rules of the process see the values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from lxml import etree

from engine.model.findings import Finding
from engine.model.rules import (
    boundary_event,
    call_activity,
    candidate_groups,
    compensation,
    conditional_source,
    correctable,
    data_arrows,
    default_flow,
    drawing_bounds,
    event_gateway,
    event_position,
    event_sub_process,
    executable_process,
    expressions,
    flow_direction,
    flow_ends,
    general_code,
    inclusive_ways,
    job_type,
    known_attributes,
    known_elements,
    labels,
    lane_known,
    lane_members,
    lane_script,
    lengths,
    links,
    loop_waits,
    mappings,
    multi_instance,
    one_event_definition,
    one_none_start,
    path_to_end,
    quantities,
    reachable,
    references,
    reserved_ids,
    retries,
    script_format,
    split_conditions,
    standard_loop,
    start_event,
    timers,
    transactions,
    unique_ids,
    user_task_form,
    user_task_lane,
)
from engine.model.rules.subject import Subject

DOCUMENT_RULES: Mapping[str, Callable[[etree._Element], Iterator[Finding]]] = MappingProxyType(
    {
        unique_ids.RULE: unique_ids.unique_ids,
        executable_process.RULE: executable_process.executable_process,
        known_elements.RULE: known_elements.known_elements,
        known_attributes.RULE: known_attributes.known_attributes,
        drawing_bounds.RULE: drawing_bounds.drawing_bounds,
    }
)

PROCESS_RULES: Mapping[str, Callable[[Subject], Iterator[Finding]]] = MappingProxyType(
    {
        reserved_ids.RULE: reserved_ids.reserved_ids,
        lengths.RULE: lengths.lengths,
        start_event.RULE: start_event.start_event,
        one_none_start.RULE: one_none_start.one_none_start,
        flow_ends.RULE: flow_ends.flow_ends,
        flow_direction.RULE: flow_direction.flow_direction,
        reachable.RULE: reachable.reachable,
        path_to_end.RULE: path_to_end.path_to_end,
        split_conditions.RULE: split_conditions.split_conditions,
        inclusive_ways.RULE: inclusive_ways.inclusive_ways,
        default_flow.RULE: default_flow.default_flow,
        conditional_source.RULE: conditional_source.conditional_source,
        expressions.RULE: expressions.expressions,
        timers.RULE: timers.timers,
        user_task_form.RULE: user_task_form.user_task_form,
        user_task_lane.RULE: user_task_lane.user_task_lane,
        candidate_groups.RULE: candidate_groups.candidate_groups,
        lane_known.RULE: lane_known.lane_known,
        lane_script.RULE: lane_script.lane_script,
        lane_members.RULE: lane_members.lane_members,
        job_type.RULE: job_type.job_type,
        script_format.RULE: script_format.script_format,
        general_code.RULE: general_code.general_code,
        mappings.RULE: mappings.mappings,
        references.RULE: references.references,
        event_gateway.RULE: event_gateway.event_gateway,
        event_position.RULE: event_position.event_position,
        event_sub_process.RULE: event_sub_process.event_sub_process,
        boundary_event.RULE: boundary_event.boundary_event,
        one_event_definition.RULE: one_event_definition.one_event_definition,
        links.RULE: links.links,
        compensation.RULE: compensation.compensation,
        transactions.RULE: transactions.transactions,
        call_activity.RULE: call_activity.call_activity,
        data_arrows.RULE: data_arrows.data_arrows,
        multi_instance.RULE: multi_instance.multi_instance,
        standard_loop.RULE: standard_loop.standard_loop,
        loop_waits.RULE: loop_waits.loop_waits,
        retries.RULE: retries.retries,
        quantities.RULE: quantities.quantities,
        labels.RULE: labels.labels,
        correctable.RULE: correctable.correctable,
    }
)
