"""How the engine opens a file of activity data: every cell as it is written, under the names c0, c1 and so on."""

from __future__ import annotations

from carbon.engine.rows import quoted
from carbon.records import SourceFile
from carbon.terms import LONGEST_LINE


def opened(source: SourceFile) -> str:
    """Return the SELECT that opens a file under the names c0, c1 and so on."""
    path = quoted(_literal(str(source.text_path.resolve())))
    if source.parquet:
        columns = (_column(source, place) for place in range(len(source.columns)))
        return f"SELECT {', '.join(columns)} FROM read_parquet({path}, hive_partitioning = false)"
    columns = (f"'c{place}': 'VARCHAR'" for place in range(len(source.columns)))
    return (
        f"SELECT * FROM read_csv({path}, header = true, auto_detect = false, delim = {quoted(source.delimiter)}, "
        f"quote = '\"', escape = '\"', skip = {source.skip}, parallel = {str(source.parallel).lower()}, "
        f"max_line_size = {LONGEST_LINE}, hive_partitioning = false, "
        f"columns = {{{', '.join(columns)}}})"
    )


def _column(source: SourceFile, place: int) -> str:
    """Return a Parquet column in the type that the expressions expect: text for all but the quantity."""
    column = '"' + source.headers[place].replace('"', '""') + '"'
    kind = source.types[place]
    if source.columns[place] == "quantity" and kind != "text":
        column = f"CAST({column} AS DECIMAL(38, 0))" if kind == "integer" else column
    elif kind == "day":
        column = f"CAST(CAST({column} AS DATE) AS VARCHAR)"
    else:
        column = f"NULLIF(CAST({column} AS VARCHAR), '')"
    return f"{column} AS c{place}"


def _literal(path: str) -> str:
    """Write a path so that no character of it is taken for a pattern."""
    return "".join(f"[{letter}]" if letter in "[*?" else letter for letter in path)
