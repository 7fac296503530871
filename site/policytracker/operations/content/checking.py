"""From rows to records, or to a list of everything that is wrong with them. Writes nothing.

What records say of each other is checked over all rows at once, those with other faults included, so that one wrong
date does not make a record seem missing to those that name it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from policies.schemas import TaxonomySchema
from policytracker.operations.content.in_site import Names, provisions_by_action
from policytracker.operations.content.kinds import BY_NAME, KINDS, TAXONOMY
from policytracker.operations.content.reading import Problem, Row


@dataclass(frozen=True)
class Read:
    """A record that fits its schema, with the file that it came from and the digest of what stood there."""

    file: str
    record: Any
    digest: str


@dataclass
class Content:
    """All that was read: the records by kind, the taxonomy, and the provisions that each action asks for."""

    asked_for: dict[str, list[str]]
    records: dict[str, list[Read]] = field(default_factory=lambda: {kind.name: [] for kind in KINDS})
    taxonomy: TaxonomySchema | None = None

    @property
    def size(self) -> int:
        return sum(len(items) for items in self.records.values())


def digest(value) -> str:
    """A short name for what a record says, whatever the order of its fields."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def check(rows: list[Row], site: Names) -> tuple[Content, list[Problem]]:
    """Hold each row against its schema, against the others and against what the site has."""
    content = Content(asked_for=site.asked_for)
    problems = list(_names_taken(rows, site))
    known = _known(rows, site)
    for row in rows:
        try:
            if row.name == TAXONOMY:
                content.taxonomy = TaxonomySchema.model_validate(row.data, context=known)
            else:
                record = BY_NAME[row.name].schema.model_validate(row.data, context=known)
                content.records[row.name].append(Read(row.file, record, digest(row.data)))
        except ValidationError as error:
            problems.extend(
                Problem(row.file, row.label, _place(detail["loc"], row.data), _words(detail))
                for detail in error.errors(include_url=False)
            )
    if content.taxonomy:
        pairs = ((action, row.code) for row in content.taxonomy.provisions for action in row.actions)
        content.asked_for = provisions_by_action(pairs)
        if content.asked_for != site.asked_for and not any(row.name == "recommendations" for row in rows):
            message = "what actions ask for has changed: load the recommendations with it, they hold that"
            problems.append(Problem(f"{TAXONOMY}.json", "", "provisions", message))
    return content, problems


def _known(rows: list[Row], site: Names) -> dict[str, set[str]]:
    """What can be referred to: for each noun the codes or ids, of the rows and of the site."""
    known = {noun: set(codes) for noun, codes in site.known.items()}
    for row in rows:
        if row.name == TAXONOMY:
            for part, noun in (("groups", "group"), ("provisions", "provision"), ("themes", "theme")):
                known[noun].update(_texts(_rows(row.data, part), "code"))
        elif row.name == "organisations":
            known["organisation"].update(_texts([row.data], "id"))
        elif row.name == "jurisdictions":
            known["jurisdiction"].update(_texts([row.data], "jurisdiction"))
        elif row.name == "recommendations":
            known["action"].update(_texts(_rows(row.data, "actions"), "code"))
    return known


def _names_taken(rows: list[Row], site: Names) -> Iterator[Problem]:
    """An id belongs to one record over all kinds, a code to one jurisdiction, a number to one recommendation."""
    seen: dict[tuple[str, str], str] = {}
    for row in rows:
        if row.name == TAXONOMY:
            continue
        owner = f"{BY_NAME[row.name].noun}:{row.label}"
        for where, value in _own_names(row):
            holder = site.owners[where].get(value, owner)
            if (where, value) in seen:
                yield Problem(row.file, row.label, where, f"{value!r} stands in {seen[where, value]} already")
            elif holder != owner:
                yield Problem(row.file, row.label, where, f"{value!r} belongs to {holder} in the site already")
            seen.setdefault((where, value), row.file)


def _own_names(row: Row) -> Iterator[tuple[str, str]]:
    """(field, value) of everything by which others may call a record."""
    for value in _texts([row.data], "id"):
        yield "id", value
    if row.name == "jurisdictions":
        for value in _texts([row.data], "jurisdiction"):
            yield "jurisdiction", value
    if row.name == "recommendations":
        if isinstance(row.data, dict) and isinstance(row.data.get("number"), int):
            yield "number", str(row.data["number"])
        for value in _texts(_rows(row.data, "actions"), "code"):
            yield "actions", value


def _rows(data: Any, name: str) -> list:
    found = data.get(name) if isinstance(data, dict) else None
    return found if isinstance(found, list) else []


def _texts(rows: Iterable[Any], name: str) -> list[str]:
    """A field of rows that may be malformed: where it is a text."""
    return [row[name] for row in rows if isinstance(row, dict) and isinstance(row.get(name), str)]


def _place(location: tuple, data: Any) -> str:
    """`history, entry 2, date`; in a taxonomy the code instead of a number."""
    words = []
    for part in location:
        data = _step(data, part)
        if isinstance(part, str):
            words.append(part)
        else:
            words.append(data["code"] if _texts([data], "code") else f"entry {part + 1}")
    return ", ".join(words)


def _step(data: Any, part: str | int) -> Any:
    try:
        return data[part]
    except (KeyError, IndexError, TypeError):
        return None


def _words(detail: dict) -> str:
    """What is wrong and what to do, where pydantic's own message does not say it to somebody who writes records."""
    value, limits = detail["input"], detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "is not a field of this kind of record"
        case "enum" | "literal_error" | "union_tag_invalid":
            expected = limits.get("expected") or limits["expected_tags"]
            return f"{value!r} is not one of {expected}"
        case "string_pattern_mismatch":
            return f"{value!r} is not written as {limits['pattern']}"
        case "string_too_long":
            return f"is {len(value)} characters long: at most {limits['max_length']} fit"
        case "string_too_short":
            return "is empty: leave it out or fill it"
        case "too_short":
            return "is empty: at least one is needed"
        case "string_type" | "string_unicode":
            return f"{value!r} is not a text"
        case "list_type":
            return "must be a list: [ … ]"
        case "model_type" | "model_attributes_type":
            return "must be an object: { … }"
        case "bool_type" | "bool_parsing":
            return f"{value!r} is neither true nor false"
        case _:
            return detail["msg"].removeprefix("Value error, ")
