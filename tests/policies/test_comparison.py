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
    "query", ["", "in=", "in=,,,", "in=QQ", "in=%00", "in=" + "x" * 10_000, "in=%ff", "in=LT&only=x"]
)
def test_the_page_survives_what_is_typed_into_its_address(client, law, query):
    assert client.get(f"/compare/?{query}").status_code == 200


def test_the_page_says_what_it_did_not_understand(client, law):
    assert "Nothing is known as QQ" in client.get("/compare/?in=LT,QQ").text


def test_more_columns_need_no_more_queries(client, law):
    def queries(address):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    other = JurisdictionFactory(code="BR")
    few = queries("/compare/?in=LT,BR")
    for _ in range(8):
        JurisdictionFactory()
        InstrumentFactory(parent=other, provisions=[provided(ProvisionFactory(code="content-removal"))])
    codes = ",".join(JurisdictionFactory().code for _ in range(8))
    assert queries(f"/compare/?in=LT,BR,{codes}") == few
