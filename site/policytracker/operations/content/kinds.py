"""The kinds of file that can be loaded, in the order in which they build on each other."""

from dataclasses import dataclass
from typing import Any

from initiatives import importer as initiatives_importer
from initiatives import schemas as initiatives_schemas
from policies import importer as policies_importer
from policies import schemas as policies_schemas
from policytracker.home import importer as home_importer
from policytracker.home import schemas as home_schemas


@dataclass(frozen=True)
class Kind:
    """`name` is the file's name up to the first hyphen; `noun` is what other records call one of its records."""

    name: str
    noun: str
    schema: type
    importer: Any


KINDS = (
    Kind("pages", "page", home_schemas.PageSchema, home_importer.PageImporter()),
    Kind(
        "jurisdictions",
        "jurisdiction",
        policies_schemas.JurisdictionSchema,
        policies_importer.JurisdictionImporter(),
    ),
    Kind(
        "organisations",
        "organisation",
        policies_schemas.OrganisationSchema,
        policies_importer.OrganisationImporter(),
    ),
    Kind(
        "recommendations",
        "recommendation",
        initiatives_schemas.RecommendationSchema,
        initiatives_importer.RecommendationImporter(),
    ),
    Kind("instruments", "instrument", policies_schemas.InstrumentSchema, policies_importer.InstrumentImporter()),
    Kind("commitments", "commitment", policies_schemas.CommitmentSchema, policies_importer.CommitmentImporter()),
    Kind("initiatives", "initiative", initiatives_schemas.InitiativeSchema, initiatives_importer.InitiativeImporter()),
    Kind("elections", "election", policies_schemas.ElectionSchema, policies_importer.ElectionImporter()),
)
TAXONOMY = "taxonomy"
BY_NAME = {kind.name: kind for kind in KINDS}
EVERY_NAME = (TAXONOMY, *BY_NAME)
