"""Promises beside laws: what was promised, with both statuses, and cells that say that nothing was."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from factories.records import (
    CommitmentFactory,
    InstrumentFactory,
    JurisdictionFactory,
    OrganisationFactory,
    ProvisionFactory,
    provided,
    said,
)

from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.choices import CellState
from policies.comparing import compare
from policies.comparison import Column, Looked, Promised, Provided, Question, build, changes
from policies.models import Finding, StatusEvent
from policies.status import Standing
from policies.templatetags.marks import at_a_glance
from policytracker.core.as_of import AsOf

LT = Column("LT", "Lithuania", "/lt/", "jurisdiction", "Lithuania")
OLD = Column("old-law", "Old law", "/old/", "instrument", "Lithuania", status="repealed")
META = Column("meta", "Meta", "/meta/", "organisation", "")
ONE = Column("promise", "Promise", "/promise/", "commitment", "Meta")
LABELS = Question("ai-labelling", "AI labels", "Must it be labelled?", "Accountability", False, "accountability")
ARCHIVE = Question("ad-repository", "Archive", "Is there one?", "Accountability", False, "accountability")


def event(status: str) -> StatusEvent:
    return StatusEvent(status=status, date="2024-05-01")


def promise(column="meta", provision="ai-labelling", reported="", assessed="") -> Promised:
    standing = Standing(event(reported) if reported else None, event(assessed) if assessed else None)
    return Promised(column, provision, "Labels.", "Promise", "promise", "/promise/", "Meta", "", standing)


def law(column="LT", provision="ai-labelling", **values) -> Provided:
    defaults = {"text": "Yes.", "reference": "", "instrument": "Law", "record_id": "law", "url": "/law/"}
    return Provided(column, provision, **defaults | {"legal_force": "binding", "status": "in-force"} | values)


def row(columns, laws=(), promises=(), question=LABELS):
    (group,) = build(columns, [question], laws, [], promises).groups
    return group.rows[0]


@pytest.mark.parametrize(
    ("reported", "assessed", "state"),
    [
        ("fulfilled", "", CellState.PROMISED),
        ("fulfilled", "weakened", CellState.PROMISED),
        ("fulfilled", "withdrawn", CellState.GIVEN_UP),
        ("withdrawn", "", CellState.GIVEN_UP),
        ("superseded", "fulfilled", CellState.PROMISED),
        ("", "", CellState.PROMISED),
    ],
)
def test_a_promise_is_given_up_when_the_evidence_says_so_or_the_promiser_where_nobody_looked(reported, assessed, state):
    (cell,) = row([META], promises=[promise(reported=reported, assessed=assessed)]).cells
    assert cell.state == state


@pytest.mark.parametrize(
    ("promises", "words"),
    [
        ([promise()], "says: nothing on record evidence: not assessed yet"),
        ([promise(reported="fulfilled")], "says: Fulfilled evidence: not assessed yet"),
        ([promise(assessed="weakened"), promise()], "says: nothing on record evidence: Weakened 2 promises"),
        ([promise(reported="fulfilled", assessed="withdrawn")], "says: Fulfilled evidence: Withdrawn they differ"),
        ([], "No promise"),
    ],
)
def test_at_a_glance_a_promise_shows_both_tracks(promises, words):
    (cell,) = row([META], promises=promises).cells
    assert " ".join(BeautifulSoup(at_a_glance(cell), "html.parser").stripped_strings) == words


def test_where_nothing_is_promised_the_cell_says_that_and_not_that_nobody_looked():
    law_cell, promise_cell = row([LT, META]).cells
    assert (law_cell.state, promise_cell.state) == (CellState.UNKNOWN, CellState.NOT_PROMISED)


def test_a_duty_without_a_promise_is_a_difference_and_a_duty_beside_a_promise_is_none():
    assert row([LT, META], [law()]).differs
    assert not row([LT, META], [law()], [promise(reported="fulfilled")]).differs


def test_a_promise_beside_law_that_nobody_has_looked_for_may_differ_and_beside_none_that_was_looked_for_does():
    unlooked = row([LT, META], promises=[promise(reported="fulfilled")])
    assert (unlooked.differs, unlooked.may_differ) == (False, True)
    looked = [Looked("LT", "ai-labelling", "absent", date(2026, 3, 1), "")]
    promised, silent = (
        build([LT, META], [LABELS], [], looked, promises).groups[0].rows[0]
        for promises in ([promise(reported="fulfilled")], [])
    )
    assert (promised.differs, silent.differs, silent.may_differ) == (True, False, False)


def test_promises_that_stand_differently_are_a_difference():
    other = Column("x", "X", "/x/", "organisation", "")
    promises = [promise(reported="fulfilled"), promise("x", reported="weakened")]
    assert row([META, other], promises=promises).differs


def test_an_old_law_that_is_compared_by_itself_is_read_beside_the_new_one():
    (cell,) = row([OLD], [law("old-law", status="repealed")]).cells
    assert cell.state == CellState.NOT_IN_USE
    assert cell.not_in_use[0].text == "Yes."


def test_only_binding_leaves_out_what_does_not_bind_and_keeps_the_promises_beside_it():
    laws = [law(), law(legal_force="voluntary"), law(provision="ad-repository", legal_force="voluntary")]
    table = build([LT, META], [LABELS, ARCHIVE], laws, [], [promise(reported="fulfilled")]).only_binding()
    (group,) = table.groups
    assert [found.question.code for found in group.rows] == ["ai-labelling"]
    lt, meta = group.rows[0].cells
    assert [item.legal_force for item in lt.standing] == ["binding"]
    assert meta.promised


def test_where_all_of_it_does_not_bind_the_cell_says_so():
    br = Column("BR", "Brazil", "/br/", "jurisdiction", "Brazil")
    table = build([LT, br], [LABELS], [law(legal_force="voluntary"), law("BR")], []).only_binding()
    assert [cell.state for cell in table.groups[0].rows[0].cells] == [CellState.NOT_BINDING, CellState.RECORDED]


@pytest.fixture
def labelled(db):
    """A law and a promise on the same question, and a second promise of the same company on another."""
    labels, archive = ProvisionFactory(code="ai-labelling"), ProvisionFactory(code="ad-repository")
    place = JurisdictionFactory(title="Lithuania", code="LT")
    InstrumentFactory(parent=place, title="Law on labels", provisions=[provided(labels, "Must be labelled.")])
    company = OrganisationFactory(title="Meta", record_id="meta")
    kept = CommitmentFactory(
        parent=company,
        title="Label it",
        measure="Every picture has a mark.",
        provisions=[labels],
        status_events=[said("reported", "fulfilled"), said("assessed", "weakened", "2025-01-01")],
    )
    CommitmentFactory(parent=company, provisions=[archive], status_events=[said("reported", "withdrawn")])
    return kept


def cell_of(key: str, question: str):
    (group,) = compare([key]).groups
    return next(row.cells[0] for row in group.rows if row.question.code == question)


def test_a_duty_is_read_beside_the_promise_of_a_company_with_both_statuses(client, labelled):
    page = client.get("/compare/?in=LT,meta").text
    for expected in ("Must be labelled.", "Every picture has a mark.", "Fulfilled", "Weakened", "they differ"):
        assert expected in page
    assert "Private sector · 1 promise, 1 given up" in page


def test_a_single_promise_answers_for_what_it_is_about_and_says_of_the_rest_that_it_is_not(client, labelled):
    assert cell_of(labelled.record_id, "ai-labelling").state == CellState.PROMISED
    assert cell_of(labelled.record_id, "ad-repository").state == CellState.NOT_PROMISED
    assert "Not what this promise is about" in client.get(f"/compare/?in=LT,{labelled.record_id},meta").text


def test_a_company_leads_to_its_promises_one_by_one_and_a_jurisdiction_to_its_instruments(client, labelled):
    place = JurisdictionFactory(code="BR")
    for adopted in ("2019", "2024"):
        InstrumentFactory(parent=place, record_id=f"law-of-{adopted}", adopted=adopted, in_force=adopted)
    page = client.get("/compare/?in=LT,meta,BR").text
    promises = ",".join(compare(["meta"]).columns[0].parts)
    assert f'href="/compare/?in=LT,{promises},BR"' in page
    assert 'href="/compare/?in=LT,meta,law-of-2024,law-of-2019"' in page


def test_what_is_not_public_is_not_promised(client, labelled):
    labelled.unpublish()
    assert cell_of("meta", "ai-labelling").state == CellState.NOT_PROMISED
    assert client.get(f"/compare/?in={labelled.record_id}").status_code == 400


def test_the_api_says_the_same(client, labelled):
    groups = client.get("/api/v1/compare?in=LT,meta").json()["groups"]
    cells = next(row["cells"] for row in groups[0]["rows"] if row["question"]["code"] == "ai-labelling")
    assert [cell["state"] for cell in cells] == ["recorded", "promised"]
    promise = cells[1]["promised"][0]
    assert (promise["reported"]["status"], promise["assessed"]["status"]) == ("fulfilled", "weakened")
    assert promise["differ"]


def test_the_briefing_holds_promises_with_what_is_said_of_them(client, labelled):
    page = client.get("/briefings/comparison.html?in=LT,meta").text
    for expected in ("Every picture has a mark.", "Promises, with what is said of them", "Weakened"):
        assert expected in page


def test_what_editors_wrote_is_escaped(client, labelled):
    labelled.measure = "<script>alert(1)</script>"
    labelled.save()
    assert "<script>alert" not in client.get("/compare/?in=meta").text


def test_as_of_a_past_day_a_promise_stands_as_it_did_and_a_law_to_come_is_not_there(client, labelled):
    page = client.get("/compare/?in=LT,meta&as_of=2024-06-01").text
    assert "As it was on 1 June 2024" in page
    assert "Weakened" not in page.partition('id="accountability"')[2]
    InstrumentFactory(
        parent=JurisdictionFactory(code="BR"),
        adopted="2025-03-01",
        in_force="2025-04-01",
        provisions=[provided(ProvisionFactory(code="ai-labelling"), "From 2025.")],
    )
    assert "From 2025." in client.get("/compare/?in=BR").text
    assert "From 2025." not in client.get("/compare/?in=BR&as_of=2024-06-01").text


@pytest.mark.django_db
def test_what_was_corrected_does_not_count_from_the_day_of_the_correction_on():
    said_of_it = [
        said("assessed", "weakened", "2024-04-01"),
        said("assessed", "withdrawn", "2024-05-01", event_id="wrong"),
        said("reported", "fulfilled", "2024-07-01", corrects="wrong"),
    ]
    made = CommitmentFactory(status_events=said_of_it)
    before, after = (
        compare([made.record_id], AsOf(day, date(2026, 1, 1))) for day in (date(2024, 6, 1), date(2024, 8, 1))
    )
    assert [table.columns[0].standing.assessed.status for table in (before, after)] == ["withdrawn", "weakened"]


def test_on_a_day_before_somebody_looked_nobody_had_looked(client, labelled):
    archive = ProvisionFactory(code="ad-repository")
    place = JurisdictionFactory(code="BR")
    Finding.objects.create(jurisdiction=place, provision=archive, state="absent", checked_on=date(2026, 3, 1))
    assert "Looked for and not found (1 March 2026)" in client.get("/compare/?in=BR,LT").text
    past = client.get("/compare/?in=BR,LT&as_of=2025-03-01").text
    assert "Looked for and not found" not in past.partition('id="accountability"')[2]


def test_an_answer_that_is_another_today_says_what_moved():
    """Two answers may look alike: binding law on both days, and beside it a bill that was adopted since."""
    stays, bill = law(), law(record_id="bill", instrument="Bill", status="proposed")
    gone = law(record_id="code", instrument="Code", legal_force="voluntary")
    then, now = (
        build([LT], [LABELS], laws, [])
        for laws in ((stays, bill, gone), (stays, law(record_id="bill", instrument="Bill")))
    )
    (change,) = changes(then, now)
    assert [item.title for item in change.moved] == ["Bill", "Code"]
    then, now = (build([META], [LABELS], [], [], [promise(assessed=said)]) for said in ("in-progress", "weakened"))
    assert [item.title for item in changes(then, now)[0].moved] == ["Promise"]


def test_a_page_of_a_past_day_says_what_changed_since(client, labelled):
    page = client.get("/compare/?in=LT,meta&as_of=2024-06-01").text
    assert "1 answer is another today" in page
    changed = page.partition("What changed since")[2].partition("</details>")[0]
    assert "Meta" in changed
    assert "Weakened" in changed
    moved = BeautifulSoup(page, "html.parser").select_one('.changes td[data-label="What moved"]')
    assert moved.get_text(" ", strip=True) == "Label it"
    assert "What changed since" not in client.get("/compare/?in=LT,meta").text
    assert "None of these answers is another today." in client.get("/compare/?in=LT&as_of=2024-06-01").text


def test_the_day_is_kept_in_what_the_page_leads_to(client, labelled):
    page = client.get("/compare/?in=LT,meta&as_of=2024-06-01").text
    assert 'href="/compare/?in=meta&amp;as_of=2024-06-01"' in page
    assert "/briefings/comparison.pdf?in=LT,meta&amp;as_of=2024-06-01" in page


def test_twelve_companies_need_no_more_queries_than_two(client, labelled):
    def queries(keys):
        client.get(f"/compare/?in={','.join(keys)}")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/compare/?in={','.join(keys)}")
        return len(captured)

    labels = ProvisionFactory(code="ai-labelling")
    keys = ["meta"]
    for number in range(11):
        company = OrganisationFactory(record_id=f"company-{number}")
        CommitmentFactory(parent=company, provisions=[labels])
        CommitmentFactory(parent=company, provisions=[labels])
        keys.append(company.record_id)
    assert queries(keys) == queries(keys[:2])


def test_the_chooser_keeps_what_is_chosen_also_where_nothing_is_on_record(client, labelled):
    JurisdictionFactory(title="Latvia", code="LV")
    page = client.get(f"/compare/choose/?in=LV,LT,meta,{labelled.record_id}&only=binding").text
    for key in ("LV", "LT", "meta", labelled.record_id):
        assert page.count(f'name="in" value="{key}" checked') == 1
    assert '<input type="hidden" name="only" value="binding">' in page
