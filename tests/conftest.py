"""Settings of hypothesis for every law."""

from __future__ import annotations

from tests.examples import load

collect_ignore = ["conftest.py"]
"""It holds no examples to run, and other folders have a file of its name."""

load()
