"""The thesaurus and the demonyms as files: each line can be read, and each code that it names exists."""

import json
import re
from itertools import chain
from pathlib import Path

import pytest

from initiatives.choices import InitiativeKind, InitiativeStatus
from policies import places
from policies.choices import (
    CommitmentKind,
    CommitmentStatus,
    ElectionKind,
    InstrumentKind,
    InstrumentStatus,
    LegalForce,
)
from policytracker.core.choices import StakeholderGroup
from search.content import fold
from search.kinds import EntryKind
from search.words import terms

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "search" / "synonyms").glob("*.txt"))
MOST_WORDS = 6


def fixture(name: str):
    return json.loads((ROOT / "fixtures" / f"{name}.json").read_text())


JURISDICTIONS = {record["jurisdiction"] for record in fixture("jurisdictions")}
M49 = json.loads((places.DATA / "m49.json").read_text())
CODES = {
    "provision": {provision["code"] for provision in fixture("taxonomy")["provisions"]},
    "theme": {theme["code"] for theme in fixture("taxonomy")["themes"]},
    "organisation": {record["id"] for record in fixture("organisations")},
    "region": {places.WORLD, *M49, *chain.from_iterable(M49.values())},
    "type": {
        *InstrumentKind.values,
        *CommitmentKind.values,
        *InitiativeKind.values,
        *ElectionKind.values,
        *StakeholderGroup.values,
    },
    "status": {*InstrumentStatus.values, *CommitmentStatus.values, *InitiativeStatus.values},
    "force": set(LegalForce.values),
    "kind": set(EntryKind.values),
}
TARGET = re.compile(r"([a-z]+):([A-Za-z0-9-]+)")


def is_place(code: str) -> bool:
    return code in JURISDICTIONS or places.is_known(code)


def rules(path: Path):
    """The number of a line, its terms on the left and what stands on the right: nothing where all are equivalent."""
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line and not line.startswith("#"):
            left, arrow, right = line.partition(" -> ")
            yield number, left.split(", "), right.split(", ") if arrow else []


def problems(left: list[str], right: list[str]) -> list[str]:
    targets = [match for match in map(TARGET.fullmatch, right) if match]
    words = [*left, *(term for term in right if not TARGET.fullmatch(term))]
    found = []
    if len(left) + len(right) < 2:
        found.append("a term alone")
    found += [f"“{term}” is not a term" for term in words if term != " ".join(term.split()) or re.search("[:>#]", term)]
    found += [f"“{term}” has no words" for term in words if not terms(term)]
    found += [f"“{term}” has more than {MOST_WORDS} words" for term in words if len(term.split()) > MOST_WORDS]
    keys = [terms(term).words for term in words]
    found += [f"“{term}” stands twice" for term, key in zip(words, keys, strict=True) if keys.count(key) > 1]
    found += [f"“{target[0]}” stands twice" for target in targets if right.count(target[0]) > 1]
    for target in targets:
        kind, code = target.groups()
        known = is_place(code) if kind == "place" else code in CODES.get(kind, ())
        if not known:
            found.append(f"“{target[0]}” does not exist")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_line_is_a_rule(path):
    found = [f"{path.name}:{number}: {problem}" for number, *rule in rules(path) for problem in problems(*rule)]
    assert found == []
    assert path.read_text().startswith("# "), "A file begins by saying what is in it and how it is used"


def test_a_concept_has_one_rule_for_each_of_its_names():
    seen: dict[tuple[str, ...], tuple[int, set[str]]] = {}
    found = []
    for number, left, right in rules(ROOT / "search" / "synonyms" / "concepts.txt"):
        for term in left:
            line, targets = seen.setdefault(terms(term).words, (number, set(right)))
            if targets != set(right):
                found.append(f"“{term}” means one thing in line {line} and another in line {number}")
    assert found == []


def test_every_provision_and_theme_can_be_asked_for_in_other_words():
    asked = {target for _, _, right in rules(ROOT / "search" / "synonyms" / "concepts.txt") for target in right}
    wanted = {f"{kind}:{code}" for kind in ("provision", "theme") for code in CODES[kind]}
    assert wanted - asked == set()


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("alone", "a term alone"),
        ("one, one", "“one” stands twice"),
        ("take down, take-down", "“take-down” stands twice"),
        ("a, ", "“” has no words"),
        ("one two three four five six seven, one", "more than 6 words"),
        ("label -> provision:labels", "“provision:labels” does not exist"),
        ("south -> place:QQ", "“place:QQ” does not exist"),
        ("south -> place:AR, place:AR", "“place:AR” stands twice"),
        ("promise -> Status:kept", "“Status:kept” is not a term"),
    ],
)
def test_what_is_wrong_with_a_line_is_found(tmp_path, line, problem):
    path = tmp_path / "some.txt"
    path.write_text(line)
    ((_, *rule),) = rules(path)
    assert any(problem in found for found in problems(*rule))


def test_people_and_adjectives_are_known_for_every_jurisdiction():
    demonyms = json.loads((places.DATA / "demonyms.json").read_text())
    assert [code for code in demonyms if not is_place(code)] == []
    bodies = {code for code in JURISDICTIONS if places.kind(code) not in ("country", "part-of-country")}
    assert JURISDICTIONS - bodies - set(demonyms) == set()
    for code, names in demonyms.items():
        assert names, code
        assert all(name == name.strip() and terms(name) for name in names), code
        assert len({fold(name) for name in names}) == len(names), code
