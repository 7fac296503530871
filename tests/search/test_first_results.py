"""With the real records, the one that a reader would expect comes first."""

from urllib.parse import urlencode

import pytest

from django.http import QueryDict

from search.query import parse
from search.service import search


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
