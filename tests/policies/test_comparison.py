"""The same questions for all, and cells that say what is known."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from factories.records import InstrumentFactory, JurisdictionFactory, ProvisionFactory, provided

from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.comparing import compare
from policies.comparison import Column, Looked, Provided, Question, build
from policies.models import Finding
from policies.templatetags.marks import at_a_glance

LT = Column("LT", "Lithuania", "/lt/", "jurisdiction", "Lithuania")
BR = Column("BR", "Brazil", "/br/", "jurisdiction", "Brazil")
IN = Column("IN", "India", "/in/", "jurisdiction", "India")
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


@pytest.mark.parametrize(
    ("provided", "looked", "words"),
    [
        ([item()], [], "Binding"),
        ([item(legal_force="voluntary"), item()], [], "Binding Voluntary"),
        ([item(status="struck-down")], [], "Struck down"),
        ([item(), item(status="struck-down")], [], "Binding"),
        ([], [], "Nobody has looked"),
        ([], [Looked("LT", "ai-labelling", "absent", date(2026, 3, 1), "")], "Looked for and not found (1 March 2026)"),
        ([], [Looked("LT", "ai-labelling", "absent", date(2026, 4, 1), "")], "Looked for and not found (1 April 2026)"),
    ],
)
def test_at_a_glance_a_cell_shows_force_status_or_which_kind_of_empty_it_is(provided, looked, words):
    (cell,) = cells(build([LT], [LABELS], provided, looked))
    for _time in range(2):
        assert " ".join(BeautifulSoup(at_a_glance(cell), "html.parser").stripped_strings) == words


def test_cells_that_look_the_same_are_the_same_at_a_glance():
    lt, br = cells(build([LT, BR], [LABELS], [item("LT", record_id="one"), item("BR", record_id="two")], []))
    assert lt.glance == br.glance
    assert hash(lt.glance) == hash(br.glance)


def test_only_differences_leaves_out_rows_that_say_the_same():
    table = build([LT, BR], [LABELS, ARCHIVE], [item("LT"), item("BR"), item("LT", "ad-repository")], [])
    (group,) = table.only_differences().groups
    assert [row.question.code for row in group.rows] == ["ad-repository"]


def row(provided=(), looked=(), columns=(LT, BR)):
    return build(columns, [LABELS], provided, looked).groups[0].rows[0]


def absent(column: str, state="absent") -> Looked:
    return Looked(column, "ai-labelling", state, date(2026, 3, 1), "")


@pytest.mark.parametrize(
    ("provided", "looked", "differs", "may_differ"),
    [
        ([item("LT")], [], False, True),
        ([item("LT")], [absent("BR")], True, False),
        ([item("LT"), item("BR")], [], False, False),
        ([item("LT", status="struck-down")], [], False, True),
        ([item("LT", status="struck-down")], [absent("BR")], True, False),
        ([], [absent("LT")], False, False),
        ([], [absent("LT"), absent("BR", "not-applicable")], True, False),
        ([], [], False, False),
    ],
)
def test_where_nobody_has_looked_nothing_differs_and_it_is_worth_a_look(provided, looked, differs, may_differ):
    found = row(provided, looked)
    assert (found.differs, found.may_differ) == (differs, may_differ)


def test_of_three_what_is_known_is_held_against_each_other():
    agreeing = row([item("LT"), item("BR")], columns=(LT, BR, IN))
    assert (agreeing.differs, agreeing.may_differ) == (False, True)
    differing = row([item("LT"), item("BR", legal_force="voluntary")], columns=(LT, BR, IN))
    assert (differing.differs, differing.may_differ) == (True, False)


def test_groups_say_how_many_of_their_questions_are_answered():
    (group,) = build([LT, BR], [LABELS, ARCHIVE], [item("LT")], []).groups
    assert (group.answered, len(group.rows)) == (1, 2)


def test_the_same_answer_with_other_force_is_a_difference():
    table = build([LT, BR], [LABELS], [item("LT"), item("BR", legal_force="voluntary")], [])
    assert table.groups[0].rows[0].differs


def test_a_page_of_differences_says_where_no_difference_is_known(client, law):
    JurisdictionFactory(title="Brazil", code="BR")
    words = "No difference is known: of some of them nothing is known yet."
    shown = client.get("/compare/?in=LT,BR&only=differences").text
    assert words in shown
    assert words not in client.get("/compare/?in=LT,BR").text
    groups = client.get("/api/v1/compare?in=LT,BR&only=differences").json()["groups"]
    rows = [row for group in groups for row in group["rows"]]
    assert {(row["differs"], row["may_differ"]) for row in rows} == {(False, True)}


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


@pytest.mark.parametrize("query", ["", "in=", "in=,,,", "in=LT&only=", "in=LT&open=x"])
def test_an_address_that_asks_for_nothing_odd_is_answered(client, law, query):
    assert client.get(f"/compare/?{query}").status_code == 200


@pytest.mark.parametrize("path", ["/compare/", "/compare/choose/", "/briefings/comparison.html", "/api/v1/compare"])
@pytest.mark.parametrize(
    "query",
    [
        *("in=QQ", "in=%00", "in=" + "x" * 10_000, "in=%ff", "in=LT&only=x", "in=LT&only=differences,x"),
        *("in=LT,LT,lt", "in=" + ",".join(f"Q{n}" for n in range(90)), "in=LT&as_of=2099-01-01", "in=LT&as_of=x"),
    ],
)
def test_what_cannot_be_done_as_asked_is_answered_with_400_and_never_with_an_error(client, law, path, query):
    response = client.get(f"{path}?{query}")
    assert response.status_code == 400


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("in=LT,QQ", "Nothing is known as QQ"),
        ("in=LT,%00", "characters that nobody can see"),
        ("in=LT," + "x," * 5_000, "The list is too long"),
        ("in=LT&only=x", "“only” can be “differences”, “binding” or both"),
        ("in=LT,lt", "This came more than once, and is shown once: lt."),
    ],
)
def test_the_page_says_what_it_did_not_understand_and_offers_the_rest(client, law, query, said):
    response = client.get(f"/compare/?{query}")
    assert response.status_code == 400
    page = response.text
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
    response = client.get("/compare/?in=LT&in=BR&in=&in=lt&only=differences")
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


def test_where_something_not_in_use_is_on_record_it_is_not_said_that_nobody_has_looked(client, db):
    law = InstrumentFactory(
        parent=JurisdictionFactory(code="LV"),
        status="struck-down",
        provisions=[provided(ProvisionFactory(code="content-removal"))],
    )
    cells = BeautifulSoup(client.get("/compare/?in=LV").text, "html.parser").select(".comparison td")
    assert "Nothing in use on record" in cells[0].get_text()
    assert law.title in cells[0].get_text()
    assert "Nobody has looked yet" not in cells[0].get_text()


def test_where_the_record_of_a_single_instrument_has_nothing_it_is_not_said_that_nobody_has_looked(client, law):
    bare = InstrumentFactory(parent=JurisdictionFactory(title="Brazil", code="BR"), verification="read")
    address, words = f"in={bare.record_id},BR,{law.record_id}", "Nothing on record in this instrument"
    cells = BeautifulSoup(client.get(f"/compare/?{address}").text, "html.parser").select(".comparison td")
    assert [cell.get_text(strip=True) for cell in cells[:2]] == [words, "Nobody has looked yet"]
    row = client.get(f"/api/v1/compare?{address}").json()["groups"][0]["rows"][0]
    assert [cell["state"] for cell in row["cells"]] == ["not-recorded", "unknown", "recorded"]
    assert (row["differs"], row["may_differ"]) == (False, True)
    assert f",{words}," in b"".join(client.get(f"/compare/export.csv?{address}")).decode()
    assert words in client.get(f"/briefings/comparison.html?{address}").text


def test_of_single_instruments_nothing_says_that_nobody_has_looked(client, law):
    ProvisionFactory(code="nobody-asked", group=ProvisionFactory(code="content-removal").group)
    ids = ",".join(InstrumentFactory(parent=law.get_parent()).record_id for _ in range(5))
    for address in (f"/compare/?in={law.record_id},{ids}", f"/briefings/comparison.html?in={law.record_id},{ids}"):
        page = BeautifulSoup(client.get(address).text, "html.parser").main
        said = " ".join(page.stripped_strings).replace("“Nobody has looked yet” does not mean", "")
        assert "nothing is on record" in said.lower() or "is anything on record for" in said, address
        assert "obody has looked yet" not in said, address


def test_of_many_instruments_a_cell_tells_some_and_leads_on_to_the_others(client, law):
    removal = ProvisionFactory(code="content-removal")
    for number in range(4):
        InstrumentFactory(parent=law.get_parent(), provisions=[provided(removal, f"Rule {number}.")])
    page = client.get("/compare/?in=LT").text
    assert sum(f"Rule {number}." in page for number in range(4)) + ("Must be removed." in page) == 3
    assert 'href="/search/?kind=instrument&amp;provision=content-removal&amp;jurisdiction=LT">All 5 of them</a>' in page


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
