"""The same questions for all, and cells that say what is known."""

from datetime import date

import pytest
from factories.records import InstrumentFactory, JurisdictionFactory, ProvisionFactory, provided

from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.comparison import Column, Looked, Provided, Question, build, compare
from policies.models import Finding

LT = Column("LT", "Lithuania", "/lt/", "jurisdiction", "Lithuania")
BR = Column("BR", "Brazil", "/br/", "jurisdiction", "Brazil")
LABELS = Question("ai-labelling", "AI labels", "Must it be labelled?", "Accountability", False)
ARCHIVE = Question("ad-repository", "Archive", "Is there one?", "Accountability", False)


def item(column="LT", provision="ai-labelling", **values) -> Provided:
    defaults = {"text": "Yes.", "reference": "", "instrument": "Law", "record_id": "law", "url": "/law/"}
    return Provided(column, provision, **defaults | {"legal_force": "binding", "status": "in-force"} | values)


def cells(comparison, question="ai-labelling"):
    rows = (row for group in comparison.groups for row in group.rows)
    return next(row for row in rows if row.question.code == question).cells


def test_a_cell_holds_what_the_instruments_in_use_provide():
    lt, br = cells(build([LT, BR], [LABELS], [item()], []))
    assert lt.state == "recorded"
    assert lt.standing[0].text == "Yes."
    assert br.state == "unknown"


def test_what_no_longer_stands_is_named_but_answers_nothing():
    (cell,) = cells(build([LT], [LABELS], [item(status="struck-down")], []))
    assert cell.state == "unknown"
    assert cell.not_in_use[0].status == "struck-down"


def test_an_empty_cell_says_who_looked():
    looked = Looked("LT", "ai-labelling", "absent", date(2026, 3, 1), "Register of legal acts")
    (cell,) = cells(build([LT], [LABELS], [], [looked]))
    assert cell.state == "absent"
    assert cell.looked.checked_on == date(2026, 3, 1)


def test_only_differences_leaves_out_rows_that_say_the_same():
    table = build([LT, BR], [LABELS, ARCHIVE], [item("LT"), item("BR"), item("LT", "ad-repository")], [])
    (group,) = table.only_differences().groups
    assert [row.question.code for row in group.rows] == ["ad-repository"]


def test_what_was_struck_down_in_one_place_alone_is_a_difference():
    table = build([LT, BR], [LABELS], [item("LT", status="struck-down")], [])
    assert table.groups[0].rows[0].differs


def test_groups_say_how_many_of_their_questions_are_answered():
    (group,) = build([LT, BR], [LABELS, ARCHIVE], [item("LT")], []).groups
    assert (group.answered, len(group.rows)) == (1, 2)


def test_the_same_answer_with_other_force_is_a_difference():
    table = build([LT, BR], [LABELS], [item("LT"), item("BR", legal_force="voluntary")], [])
    assert table.groups[0].rows[0].differs


@pytest.fixture
def law(db):
    removal = ProvisionFactory(code="content-removal", restricts_expression=True)
    appeal = ProvisionFactory(code="user-redress")
    place = JurisdictionFactory(title="Lithuania", code="LT")
    return InstrumentFactory(
        parent=place,
        title="Law on Information",
        provisions=[provided(removal, "Must be removed."), provided(appeal, "Users may appeal.")],
    )


def test_jurisdictions_and_single_instruments_stand_side_by_side(law):
    table = compare(["lt", law.record_id, "LT", "nowhere"])
    assert [column.key for column in table.columns] == ["LT", law.record_id]
    assert table.unknown == ("nowhere",)
    assert all(cell.state == "recorded" for cell in cells(table, "content-removal"))


def test_a_restriction_is_shown_with_the_safeguards_of_the_same_instrument(law):
    (cell,) = cells(compare(["LT"]), "content-removal")
    assert cell.standing[0].safeguards == ("User redress: Users may appeal.",)


def test_columns_say_what_they_are_and_how_much_stands_in_them(law):
    InstrumentFactory(parent=law.get_parent(), status="proposed")
    place, instrument = compare(["LT", law.record_id]).columns
    assert (place.what, place.in_use, place.others) == ("Country", 1, 1)
    assert (instrument.what, instrument.place, instrument.legal_force) == ("Statute", "Lithuania", "binding")


def test_what_is_not_public_is_not_compared(law):
    law.unpublish()
    (cell,) = cells(compare(["LT"]), "content-removal")
    assert cell.state == "unknown"


def test_findings_fill_the_cells_of_their_jurisdiction(law):
    archive = ProvisionFactory(code="ad-repository")
    Finding.objects.create(
        jurisdiction=law.get_parent().specific, provision=archive, state="absent", checked_on=date(2026, 3, 1)
    )
    (cell,) = cells(compare(["LT"]), "ad-repository")
    assert cell.state == "absent"


def test_more_than_twelve_are_named_and_left_out(law):
    codes = [JurisdictionFactory().code for _ in range(13)]
    table = compare(codes)
    assert len(table.columns) == 12
    assert table.surplus == (codes[-1],)


@pytest.mark.parametrize(
    "query", ["", "in=", "in=,,,", "in=QQ", "in=%00", "in=" + "x" * 10_000, "in=%ff", "in=LT&only=x", "in=LT,LT,lt"]
)
def test_the_page_survives_what_is_typed_into_its_address(client, law, query):
    assert client.get(f"/compare/?{query}").status_code == 200


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("in=LT,QQ", "Nothing is known as QQ"),
        ("in=LT,%00", "characters that nobody can see"),
        ("in=LT," + "x," * 5_000, "The list is too long"),
        ("in=LT&only=x", "“only” can be nothing but “differences”"),
    ],
)
def test_the_page_says_what_it_did_not_understand_and_shows_the_rest(client, law, query, said):
    page = client.get(f"/compare/?{query}").text
    assert said in page
    assert "Must be removed." in page


def test_what_is_typed_comes_back_escaped(client, law):
    page = client.get("/compare/?in=<script>alert(1)</script>").text
    assert "<script>alert" not in page
    assert "&lt;SCRIPT&gt;" in page or "&lt;script&gt;" in page


def test_of_more_than_twelve_the_page_names_what_it_left_out(client, law):
    codes = [JurisdictionFactory().code for _ in range(13)]
    page = client.get(f"/compare/?in={','.join(codes)}").text
    assert f"At most 12 can be compared. Left out: {codes[-1]}." in page


def test_what_a_form_sends_becomes_one_list_in_the_address(client, law):
    JurisdictionFactory(code="BR")
    response = client.get("/compare/?in=LT&in=BR&in=&only=differences")
    assert response.status_code == 302
    assert response["Location"] == "/compare/?in=LT,BR&only=differences"


def test_removing_a_column_keeps_the_others_and_what_is_shown(client, law):
    JurisdictionFactory(code="BR")
    page = client.get("/compare/?in=LT,BR&only=differences").text
    assert 'href="/compare/?in=BR&amp;only=differences"' in page
    assert 'href="/compare/?in=LT,BR"' in page


def test_the_chooser_offers_jurisdictions_with_instruments_and_single_instruments(client, law):
    JurisdictionFactory(title="Empty", code="QE")
    page = client.get("/compare/").text
    assert 'value="LT"' in page
    assert 'value="QE"' not in page
    assert f'<option value="{law.record_id}">Law on Information, Lithuania</option>' in page


def test_suggestions_are_of_jurisdictions_that_are_there(client, law):
    assert 'href="?in=LT,BR,IN"' not in client.get("/compare/").text
    JurisdictionFactory(code="BR")
    JurisdictionFactory(code="IN")
    assert 'href="?in=LT,BR,IN"' in client.get("/compare/").text


def test_what_is_not_in_use_stands_apart_with_its_status(client, law):
    InstrumentFactory(
        parent=law.get_parent(),
        title="Old law",
        status="struck-down",
        provisions=[provided(ProvisionFactory(code="content-removal"), "It had to go.")],
    )
    page = client.get("/compare/?in=LT").text
    assert "Not in use:" in page
    assert "Struck down" in page
    assert "It had to go." not in page


def test_a_restriction_without_safeguards_says_so(client, law):
    hard = InstrumentFactory(
        parent=law.get_parent(), provisions=[provided(ProvisionFactory(code="content-removal"), "At once.")]
    )
    assert "none on record in this instrument" in client.get(f"/compare/?in={hard.record_id}").text


def queries_of(client, address) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("start", ["/compare/?in=", "/api/v1/compare?in="])
def test_twelve_columns_need_no_more_queries_than_two(client, law, start):
    other = JurisdictionFactory(code="BR")
    few = queries_of(client, f"{start}LT,BR")
    places = [other, *(JurisdictionFactory() for _ in range(10))]
    for place in places:
        for _ in range(2):
            InstrumentFactory(parent=place, provisions=[provided(ProvisionFactory(code="content-removal"))])
    codes = ",".join(place.code for place in places)
    assert queries_of(client, f"{start}LT,{codes}") == few


def test_twelve_instruments_need_no_more_queries_than_two(client, law):
    ids = [law.record_id, *(InstrumentFactory(parent=law.get_parent()).record_id for _ in range(11))]
    few = queries_of(client, f"/compare/?in={','.join(ids[:2])}")
    assert queries_of(client, f"/compare/?in={','.join(ids)}") == few
