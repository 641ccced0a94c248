"""The results made by hand that reports are tested with too."""

from __future__ import annotations

from tests.reporting.conftest import empty, result, years

__all__ = ["empty", "result", "years"]
