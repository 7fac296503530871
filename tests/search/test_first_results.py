"""With the real records, the one that a reader would expect comes first."""

from urllib.parse import urlencode

import pytest

from django.http import QueryDict

from search.models import Entry
from search.query import parse
from search.service import search, similar


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("deepfake", "deepfake"),
        ("political advertising", "political advertising"),
        ("Lithuania", "Lithuania"),
        ("Lituanie", "Lithuania"),
        ("CrowdTangle", "CrowdTangle"),
        ("violence against women in politics", "violence"),
        ("DSA", "Digital Services Act"),
        ("POFMA", "Protection from Online Falsehoods"),
        ("Meta", "Meta"),
        ("TikTok", "TikTok"),
        ("Community Notes", "Community Notes"),
        ("R1.2", "Clearinghouse"),
        ("election of 2026 in Brazil", "Brazil"),
    ],
)
def test_the_first_result_is_the_one_expected(real_records, words, expected):
    query, problems = parse(QueryDict(urlencode({"q": words})), "en")
    assert problems == []
    first = search(query).results[0]
    assert expected.lower() in first.title.lower()


def test_research_access_leads_to_a_rule_or_an_interface_for_researchers(real_records):
    query, _ = parse(QueryDict(urlencode({"q": "researcher access to data"})), "en")
    first = search(query).results[0]
    codes = {provision["code"] for provision in first.payload["provisions"]}
    assert "researcher-data-access" in codes


@pytest.mark.parametrize(
    ("record_id", "expected"),
    [
        ("eu-digital-services-act-2022", {"br-pl-2630-fake-news-bill-2020", "gb-online-safety-act-2023"}),
        ("us-ca-ab-2655-2024", {"kr-public-official-election-act-82-8", "us-mn-deepfake-law-2023"}),
        ("fr-viginum-2021", {"se-psychological-defence-agency-2022", "ua-centre-countering-disinformation-2021"}),
        ("lt-information-law-1996", {"ee-media-services-act"}),
        ("ke-computer-misuse-cybercrimes-act-2018", {"ng-cybercrimes-act-amended-2024"}),
        ("mx-gender-political-violence-reform-2020", {"co-ley-2453-violence-women-politics-2025"}),
    ],
)
def test_what_a_policymaker_would_compare_is_among_the_comparable_ones(real_records, record_id, expected):
    found = similar(Entry.objects.get(record_id=record_id), "en", 6)
    assert expected <= {other.entry.record_id for other in found}


def test_every_instrument_has_comparable_ones_elsewhere_each_with_a_reason(real_records):
    for entry in Entry.objects.present().filter(kind="instrument"):
        found = similar(entry, "en", 6)
        places = [other.entry.payload["jurisdiction"]["code"] for other in found]
        assert len(set(places) - {entry.payload["jurisdiction"]["code"]}) == len(places) == 6
        assert all(other.reasons for other in found)


def test_the_page_with_the_most_on_it_is_still_light(client, real_records):
    sizes = (len(client.get(entry.url).content) for entry in Entry.objects.present().filter(kind="instrument"))
    assert max(sizes) < 100_000
