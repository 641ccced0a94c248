"""Refusing what was asked of a target: one sentence about one option."""

from __future__ import annotations

from typing import NoReturn

from carbon.model.problems import Place, Problem, ProblemsError


def refuse(code: str, option: str, why: str) -> NoReturn:
    """Raise the one problem with an option.

    Raises
    ------
    ProblemsError
        Always.
    """
    raise ProblemsError([Problem(code, why, Place("", 0, option))])
