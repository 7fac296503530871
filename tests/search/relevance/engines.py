"""The engines as they are asked here. Needs Django set up, and records in its database."""

from collections import defaultdict
from urllib.parse import urlencode

from relevance.scoring import Ask

from django.http import QueryDict

from search.engines.base import Engine
from search.models import EntryFacet
from search.query import parse


def asking(engine: Engine) -> Ask:
    """The first page of what an engine answers to words and facets, as an address of the site asks for them."""

    def ask(text: str, filters: dict[str, list[str]], size: int) -> list[str]:
        query, problems = parse(QueryDict(urlencode({"q": text, **filters}, doseq=True)), "en")
        if problems:
            raise ValueError(problems)
        return [result.id for result in engine.search(query).results][:size]

    return ask


def facets() -> dict[str, set[str]]:
    """The facets of each record as `name:value`."""
    values = defaultdict(set)
    for record_id, name, value in EntryFacet.objects.values_list("entry__record_id", "facet", "value"):
        values[record_id].add(f"{name}:{value}")
    return values
