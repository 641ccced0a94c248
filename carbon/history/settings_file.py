"""`carbon.toml` written again with some keys changed, all else as it was: comments, line ends, and a BOM."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from typing import TYPE_CHECKING

from carbon.history.upgrade import Setting

if TYPE_CHECKING:
    from tomlkit.items import Array


def changed(content: bytes, settings: Sequence[Setting]) -> bytes:
    """Return the bytes of a carbon.toml with some settings changed."""
    import tomlkit

    text = content.decode("utf-8-sig")
    is_dos = text.count("\r\n") == text.count("\n") > 0
    document = tomlkit.parse(text.replace("\r\n", "\n") if is_dos else text)
    for one in settings:
        table = document
        for key in one.key[:-1]:
            if key not in table:
                table[key] = tomlkit.table()
            table = table[key]
        if isinstance(one.now, tuple) and one.key[-1] in table:
            _rearrange(table[one.key[-1]], one.now)
        else:
            table[one.key[-1]] = list(one.now) if isinstance(one.now, tuple) else one.now
    written = tomlkit.dumps(document)
    if is_dos:
        written = written.replace("\n", "\r\n")
    return codecs.BOM_UTF8 * content.startswith(codecs.BOM_UTF8) + written.encode()


def _rearrange(array: Array, names: Sequence[str]) -> None:
    """Bring an array to other entries, and leave alone those that stay where they are, their comments with them."""
    for place, name in reversed(list(enumerate(array))):
        if name not in names:
            del array[place]
    for place, name in enumerate(names):
        if place < len(array) and array[place] == name:
            continue
        if name in array:
            array.remove(name)
        array.insert(place, name)
