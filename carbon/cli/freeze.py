"""`carbon freeze`: write down what a year was computed from, and every total."""

from __future__ import annotations

from pathlib import Path

import click

from carbon.cli import options


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@options.years
@click.option("--thaw", is_flag=True, help="Freeze years that are frozen anew, with the library as it is now.")
@click.option("--accept-inputs", is_flag=True, help="Keep the frozen factors, and take the inputs as they are now.")
@options.formats
@options.refusing
def command(folder: Path, years: tuple[int, ...], thaw: bool, accept_inputs: bool, form: str) -> None:
    """Freeze inventory years: carbon.lock in FOLDER holds their inputs, the values they rest on, and every total.

    From then on they are computed from these values, whatever the library holds. All declared years are frozen unless
    --year says which. A year that is frozen already, and comes to the same figures, has its inputs written down anew.

    \b
    Example:
      carbon freeze my-inventory --year 2024
    """
    from carbon.accounting import lock_writing
    from carbon.accounting.lock import NAME, parse_lock
    from carbon.files.writing import alone, write_whole
    from carbon.history import change_tables, changes_page
    from carbon.history.freeze import freeze
    from carbon.tables import formats

    with alone(folder):
        with options.progress(options.READING) as report:
            lock, frozen = freeze(folder, years, thaw=thaw, accept_inputs=accept_inputs, report=report)
        content = lock_writing.lock_text(lock)
        write_whole(folder / NAME, content.encode())
    sha256 = parse_lock(content).sha256
    records = [change_tables.frozen(year, sha256) for year in frozen]
    options.emit(formats.written(form, records, lambda: changes_page.frozen(frozen), series="frozen"), None)
    options.say(f"{folder / NAME} was written.")
    options.say(f"Its sha256 is {sha256}.")
