from __future__ import annotations

import zoneinfo


def test_time_zones_come_from_the_locked_package_and_not_from_the_machine() -> None:
    assert zoneinfo.TZPATH == ()
