"""Every story of the demonstration, in the order in which they are listed."""

from __future__ import annotations

from cli.demonstration.stories.desk import DESK
from cli.demonstration.stories.hearing import HEARING
from cli.demonstration.stories.portal import PORTAL
from cli.demonstration.stories.present import PRESENT
from cli.demonstration.stories.provider import PROVIDER
from cli.demonstration.story import Story

FINISHED: tuple[Story, ...] = (*DESK, *PORTAL, *PROVIDER, *HEARING)
STORIES: tuple[Story, ...] = (*FINISHED, *PRESENT)
