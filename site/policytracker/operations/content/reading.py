"""From files to records, or to a list of everything that is wrong with them. Writes nothing."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from policies.schemas import TaxonomySchema
from policytracker.operations.content.kinds import BY_NAME, EVERY_NAME, KINDS, TAXONOMY


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
class Read:
    """A record that fits its schema, with the file that it came from and the digest of what stood there."""

    file: str
    record: Any
    digest: str


@dataclass
class Content:
    """All that was read: the records by kind, the taxonomy, the problems."""

    records: dict[str, list[Read]] = field(default_factory=lambda: {kind.name: [] for kind in KINDS})
    taxonomy: TaxonomySchema | None = None
    problems: list[Problem] = field(default_factory=list)


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files named, and of folders those that can be loaded, in the order of their names."""
    found = []
    for path in paths:
        found.extend(sorted(path.glob("*.json")) if path.is_dir() else [path])
    return found


def read(paths: Iterable[Path]) -> Content:
    """Read all files and hold each record against its schema."""
    content = Content()
    for path in files_in(paths):
        _read_file(path, content)
    _refuse_repeated_ids(content)
    return content


def digest(value) -> str:
    """A short name for what a record says, whatever the order of its fields."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def check_references(content: Content, in_the_site: Callable[[str], set[str]]) -> list[Problem]:
    """What records refer to and is neither among them nor in the site.

    `in_the_site` gives the ids or codes of a noun (`organisation`, `action`, `provision`, `theme`) that are there.
    """
    known = {
        "organisation": {item.record.id for item in content.records["organisations"]},
        "action": {action.code for item in content.records["recommendations"] for action in item.record.actions},
        "provision": {row.code for row in content.taxonomy.provisions} if content.taxonomy else set(),
        "theme": {row.code for row in content.taxonomy.themes} if content.taxonomy else set(),
    }
    problems = []
    for item in (item for items in content.records.values() for item in items):
        for name, noun, code in item.record.references:
            if code not in known[noun] and code not in in_the_site(noun):
                problems.append(Problem(item.file, item.record.id, name, f"there is no {noun} {code!r}"))
    if content.taxonomy:
        for row in content.taxonomy.provisions:
            for code in row.actions:
                if code not in known["action"] and code not in in_the_site("action"):
                    problems.append(Problem(TAXONOMY, row.code, "actions", f"there is no action {code!r}"))
    return problems


def _read_file(path: Path, content: Content) -> None:
    def problem(message: str, record: str = "", where: str = "") -> None:
        content.problems.append(Problem(path.name, record, where, message))

    name = path.stem.partition("-")[0]
    if name not in EVERY_NAME:
        problem(f"begins with none of the known kinds: {', '.join(EVERY_NAME)}")
        return
    try:
        data = json.loads(path.read_bytes().decode())
    except OSError as error:
        problem(f"cannot be read: {error.strerror}")
        return
    except UnicodeDecodeError as error:
        problem(f"is not UTF-8 at byte {error.start}")
        return
    except json.JSONDecodeError as error:
        problem(f"is not JSON: {error.msg} in line {error.lineno}, column {error.colno}")
        return
    if name == TAXONOMY:
        try:
            content.taxonomy = TaxonomySchema.model_validate(data)
        except ValidationError as error:
            content.problems.extend(_problems(path.name, "", error))
        return
    if not isinstance(data, list):
        problem("must be a list of records: [ {…}, {…} ]")
        return
    for position, row in enumerate(data, 1):
        label = str(row.get("id", "")) if isinstance(row, dict) else ""
        try:
            record = BY_NAME[name].schema.model_validate(row)
        except ValidationError as error:
            content.problems.extend(_problems(path.name, label or f"record {position}", error))
        else:
            content.records[name].append(Read(path.name, record, digest(row)))


def _problems(file: str, record: str, error: ValidationError) -> list[Problem]:
    found = []
    for detail in error.errors(include_url=False):
        where = ".".join(str(part) for part in detail["loc"])
        found.append(Problem(file, record, where, _words(detail)))
    return found


def _words(detail: dict) -> str:
    """Pydantic's message, in words that say what to do where its own do not."""
    match detail["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "is not a field of this kind of record"
        case "enum":
            return f"{detail['input']!r} is not one of {detail['ctx']['expected']}"
        case "string_pattern_mismatch":
            return f"{detail['input']!r} is not written as {detail['ctx']['pattern']}"
        case _:
            return detail["msg"].removeprefix("Value error, ")


def _refuse_repeated_ids(content: Content) -> None:
    """An id belongs to one record over all files, a code to one jurisdiction, a number to one recommendation."""
    seen: dict[tuple[str, str], str] = {}
    for name, items in content.records.items():
        for item in items:
            for where, value in _names(name, item.record):
                if (where, value) in seen:
                    message = f"{value!r} stands in {seen[where, value]} already"
                    content.problems.append(Problem(item.file, item.record.id, where, message))
                seen.setdefault((where, value), item.file)


def _names(kind: str, record) -> list[tuple[str, str]]:
    """(field, value) of everything by which others may call a record."""
    names = [("id", record.id)]
    if kind == "jurisdictions":
        names.append(("jurisdiction", record.jurisdiction))
    if kind == "recommendations":
        names.append(("number", str(record.number)))
        names.extend(("actions", action.code) for action in record.actions)
    return names
