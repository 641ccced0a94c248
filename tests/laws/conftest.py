"""Settings of hypothesis: the same examples on every run, unless one goes searching.

``HYPOTHESIS_PROFILE=search pytest tests/laws`` looks at many more, different each time, and makes a
counterexample small, which takes minutes where each example asks the engine.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "laws",
    derandomize=True,
    deadline=None,
    max_examples=16,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile(
    "search", parent=settings.get_profile("laws"), derandomize=False, max_examples=300, phases=tuple(Phase)
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "laws"))
