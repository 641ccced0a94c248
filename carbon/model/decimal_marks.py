"""Forms of numbers as people write them: with a decimal point or a decimal comma, thousands marked or not.

`41.230` is 41.23 to some and 41,230 to others. A number that only one form admits (`0,5`, `12.34`, `1.234,5`) says how
the others beside it are meant; nothing else does.
"""

from __future__ import annotations

import re

from carbon.model.terms import NumberForm

PATTERNS = {
    NumberForm.PLAIN: r"-?[0-9]{1,19}(\.[0-9]{1,9})?",
    NumberForm.POINT: r"-?([0-9]{1,19}|[1-9][0-9]{0,2}(,[0-9]{3}){1,5}|[1-9](,[0-9]{3}){6})(\.[0-9]{1,9})?",
    NumberForm.COMMA: r"-?([0-9]{1,19}|[1-9][0-9]{0,2}(\.[0-9]{3}){1,5}|[1-9](\.[0-9]{3}){6})(,[0-9]{1,9})?",
}
"""What a quantity looks like in each form: at most 19 digits before the decimals, and 9 of these."""
GROUPS = {NumberForm.PLAIN: "", NumberForm.POINT: ",", NumberForm.COMMA: "."}
"""What stands between groups of three digits."""
_EITHER = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")
_GROUPED = {
    NumberForm.POINT: re.compile(r"-?([0-9]+|[1-9][0-9]{0,2}(,[0-9]{3})+)(\.[0-9]+)?"),
    NumberForm.COMMA: re.compile(r"-?([0-9]+|[1-9][0-9]{0,2}(\.[0-9]{3})+)(,[0-9]+)?"),
}


def fits(text: str, form: NumberForm) -> bool:
    """Say whether a text is a number in one of the two forms.

    >>> fits("1.234,5", NumberForm.COMMA), fits("1.234,5", NumberForm.POINT)
    (True, False)
    """
    return _GROUPED[form].fullmatch(text.strip()) is not None


def decides(text: str) -> NumberForm | None:
    """Return the only form that admits a number, or None if both do, or neither.

    >>> decides("0,5"), decides("41.230"), decides("1200")
    (<NumberForm.COMMA: 'comma'>, None, None)
    """
    forms = [form for form in _GROUPED if fits(text, form)]
    return forms[0] if len(forms) == 1 else None


def is_either(text: str) -> bool:
    """Say whether a text is two different numbers in the two forms, like 41.230."""
    return _EITHER.fullmatch(text.strip()) is not None


def plain(text: str, form: NumberForm) -> str:
    """Write a number of a form as a plain decimal; another text stays as it is.

    >>> plain("1.234,5", NumberForm.COMMA)
    '1234.5'
    """
    if form not in _GROUPED or not fits(text, form):
        return text
    return text.strip().replace(GROUPS[form], "").replace(",", ".")
