"""Values that are parts of others stand below them."""

import pytest
from factories.records import InstrumentFactory, JurisdictionFactory

from search.facets import BY_NAME, values_of, with_parts


def shown(counts: dict[str, int], *chosen: str) -> list[tuple[str, list[str]]]:
    facet = BY_NAME["region"]
    values = values_of(facet, counts, chosen)
    return [(value.label, [part.label for part in parts]) for value, parts in with_parts(facet, values)]


def test_subregions_stand_below_their_region_each_in_the_order_of_counts():
    counts = {"150": 3, "154": 1, "039": 2, "002": 9, "014": 4, "015": 5, "001": 1}
    assert shown(counts) == [
        ("Africa", ["Northern Africa", "Eastern Africa"]),
        ("Europe", ["Southern Europe", "Northern Europe"]),
        ("World", []),
    ]


def test_what_is_chosen_is_there_though_nothing_is_found_in_its_region():
    assert shown({"150": 3}, "014") == [("Eastern Africa", []), ("Europe", [])]


@pytest.mark.django_db
def test_the_page_has_parts_below_their_whole_and_the_api_all_in_one_list(client):
    InstrumentFactory(parent=JurisdictionFactory(title="Kenya", code="KE"))
    page = client.get("/search/").content.decode()
    assert page.index(">Africa<") < page.index("Parts of Africa") < page.index(">Eastern Africa<")
    assert "<details><summary>Parts of Africa" in " ".join(page.split()).replace("> <", "><")
    chosen = " ".join(client.get("/search/?region=014").content.decode().split()).replace("> <", "><")
    assert "<details open><summary>Parts of Africa" in chosen
    values = client.get("/api/v1/search").json()["facets"]["region"]
    assert {value["value"] for value in values} == {"002", "014"}
    assert set(values[0]) == {"value", "label", "count", "selected"}
