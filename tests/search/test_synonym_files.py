"""The thesaurus and the demonyms as files: each line is a rule, and each value that it names exists."""

import json
import re
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
from search.kinds import EntryKind
from search.synonym_files import FILES
from search.thesaurus import parse

ROOT = Path(__file__).parents[2]
LISTS = sorted(FILES.glob("*.txt"))


def fixture(name: str):
    return json.loads((ROOT / "fixtures" / f"{name}.json").read_text())


JURISDICTIONS = {record["jurisdiction"] for record in fixture("jurisdictions")}
VALUES = {
    "provision": {provision["code"] for provision in fixture("taxonomy")["provisions"]},
    "theme": {theme["code"] for theme in fixture("taxonomy")["themes"]},
    "organisation": {record["id"] for record in fixture("organisations")},
    "region": {places.WORLD, *places.all_regions()},
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


def exists(facet: str, value: str) -> bool:
    if facet == "jurisdiction":
        return value in JURISDICTIONS or places.is_known(value)
    return value in VALUES[facet]


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_every_line_is_a_rule_about_what_exists(path):
    rules = parse(path.name, path.read_text())
    targets = {target for rule in rules for target in rule.targets}
    assert [target for target in targets if not exists(target.facet, target.value)] == []
    assert path.read_text().startswith("# "), "A list begins by saying what is in it and how it is used"


def test_every_provision_and_theme_can_be_asked_for_in_other_words():
    rules = parse("concepts", (FILES / "concepts.txt").read_text())
    asked = {(target.facet, target.value) for rule in rules for target in rule.targets}
    assert {(facet, value) for facet in ("provision", "theme") for value in VALUES[facet]} - asked == set()


def test_demonyms_are_of_places_and_look_like_names():
    demonyms = json.loads((places.DATA / "demonyms.json").read_text())
    assert [code for code in demonyms if not (code in JURISDICTIONS or places.is_known(code))] == []
    names = [name for names in demonyms.values() for name in names]
    assert [name for name in names if not re.fullmatch(r"[A-ZÅÉÎÔ][^\d,]{1,40}", name)] == []
