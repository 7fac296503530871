"""From files to rows, each with the place where it stands. Nothing is known here of what a row may say."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policytracker.operations.content.kinds import EVERY_NAME, TAXONOMY


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where; printed as one line."""

    file: str
    record: str
    field: str
    message: str

    def __str__(self):
        return ": ".join(part for part in (self.file, self.record, self.field, self.message) if part)


@dataclass(frozen=True)
class Row:
    """A record as it stands in a file. `name` is the name of its kind, `label` what a problem calls it."""

    file: str
    name: str
    label: str
    data: Any


def read(paths: Iterable[Path]) -> tuple[list[Row], list[Problem]]:
    """The rows of all files, and what is wrong with the files themselves."""
    rows: list[Row] = []
    problems: list[Problem] = []
    taxonomies = []
    for path in _files_in(paths):
        if not path.exists():
            problems.append(Problem(str(path), "", "", "cannot be read: there is no such file or folder"))
            continue
        name = path.stem.partition("-")[0]
        if name not in EVERY_NAME:
            message = f"begins with none of the known kinds: {', '.join(EVERY_NAME)}"
            problems.append(Problem(path.name, "", "", message))
            continue
        try:
            data = _parse(path)
        except _UnreadableError as error:
            problems.extend(Problem(path.name, "", "", message) for message in error.args)
            continue
        if name == TAXONOMY:
            taxonomies.append(path.name)
            rows.append(Row(path.name, name, "", data))
        elif isinstance(data, list):
            rows.extend(Row(path.name, name, _label(row, number), row) for number, row in enumerate(data, 1))
        else:
            problems.append(Problem(path.name, "", "", "must be a list of records: [ {…}, {…} ]"))
    problems.extend(Problem(name, "", "", f"{taxonomies[0]} is the taxonomy already") for name in taxonomies[1:])
    return rows, problems


class _UnreadableError(Exception):
    """The messages say why."""


def _files_in(paths: Iterable[Path]) -> list[Path]:
    """The files named, and all JSON files of the folders named, each once, in the order of their names."""
    found = []
    for path in paths:
        found.extend(sorted(path.glob("*.json")) if path.is_dir() else [path])
    return list({path.resolve(): path for path in found}.values())


def _parse(path: Path) -> Any:
    repeated = []

    def fields(pairs: list[tuple[str, Any]]) -> dict:
        names = [name for name, _ in pairs]
        of = dict(pairs).get("id", "a record")
        repeated.extend(f"{of} has the field {name!r} twice" for name in set(names) if names.count(name) > 1)
        return dict(pairs)

    try:
        data = json.loads(path.read_bytes().decode("utf-8-sig"), object_pairs_hook=fields)
    except OSError as error:
        raise _UnreadableError(f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise _UnreadableError(f"is not UTF-8: see byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise _UnreadableError(f"is not JSON: {error.msg} in line {error.lineno}, column {error.colno}") from error
    except RecursionError as error:
        raise _UnreadableError("is nested too deeply") from error
    if repeated:
        raise _UnreadableError(*repeated)
    return data


def _label(row: Any, number: int) -> str:
    record_id = row.get("id") if isinstance(row, dict) else None
    return record_id if isinstance(record_id, str) and record_id else f"record {number}"
