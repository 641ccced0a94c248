"""An organisation's greenhouse-gas inventory: exact, explained, and never guessed.

>>> import carbon
>>> result = carbon.inventory("docs/examples/kgi", year=2024)  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbon.model.problems import Problem, ProblemsError

if TYPE_CHECKING:
    from carbon.accounting.inventory import inventories, inventory
    from carbon.formats import frames
    from carbon.scenarios.pathway import pathway
    from carbon.targets.target import target

__version__ = "0.1.0"
__all__ = ["Problem", "ProblemsError", "__version__", "frames", "inventories", "inventory", "pathway", "target"]

_HOMES = {
    "inventories": "carbon.accounting.inventory",
    "inventory": "carbon.accounting.inventory",
    "frames": "carbon.formats",
    "pathway": "carbon.scenarios.pathway",
    "target": "carbon.targets.target",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module attribute has any type
    """Import a public function where it lives, when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'carbon' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
