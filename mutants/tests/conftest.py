"""Settings of hypothesis for every law."""

from __future__ import annotations

from tests.examples import load

load()
