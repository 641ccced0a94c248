"""`carbon.toml` written again with some keys changed, all else as it was, comments with it."""

from __future__ import annotations

from collections.abc import Sequence

from carbon.accounting.choices.upgrade import Setting


def changed(text: str, settings: Sequence[Setting]) -> str:
    """Return the text of a carbon.toml with some settings changed."""
    import tomlkit

    document = tomlkit.parse(text)
    for one in settings:
        table = document
        for key in one.key[:-1]:
            if key not in table:
                table[key] = tomlkit.table()
            table = table[key]
        table[one.key[-1]] = list(one.now) if isinstance(one.now, tuple) else one.now
    return tomlkit.dumps(document)
