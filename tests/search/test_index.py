"""The index is as the table is: made, filled, built anew while it is read, and compared; nothing lost, nothing back."""

from io import StringIO

import pytest
from elasticsearch import BadRequestError
from factories.records import InstrumentFactory, JurisdictionFactory

from django.core.management import CommandError, call_command
from django.db import connection, transaction

from wagtail.models import PageViewRestriction

from policies.models import InstrumentPage
from search.elasticsearch import indices, rebuild, sync
from search.models import Entry
from search.query import SearchQuery
from search.service import search

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db]


def run(action: str) -> str:
    said = StringIO()
    call_command("search_index", action, stdout=said)
    return said.getvalue()


def found(text: str) -> set[str]:
    """The ids that readers find with the index, as it is now."""
    results = search(SearchQuery(text))
    assert results.engine == "elasticsearch"
    return {result.id for result in results.results}


def in_index(client) -> set[str]:
    """The ids that the index gives, whatever the table says of them."""
    client.indices.refresh(index=indices.alias())
    hits = client.search(index=indices.alias(), query={"term": {"removed": "no"}}, size=100)["hits"]["hits"]
    return set(Entry.objects.filter(page_id__in=[hit["_id"] for hit in hits]).values_list("record_id", flat=True))


def pending() -> set[str]:
    return set(Entry.objects.unacknowledged().values_list("record_id", flat=True))


def page(record_id: str) -> InstrumentPage:
    return InstrumentPage.objects.get(record_id=record_id)


def rename(record_id: str, title: str) -> None:
    law = page(record_id)
    law.title = title
    law.save_revision().publish()


@pytest.fixture
def laws(servers_named):
    """Five laws and their country."""
    place = JurisdictionFactory(title="Lithuania", code="LT", record_id="lithuania")
    for name in "abcde":
        InstrumentFactory(parent=place, title=f"Quillwort {name}", record_id=name)
    return servers_named


@pytest.fixture
def index(laws):
    """They are in the index."""
    run("init")
    return laws


@pytest.fixture
def between_batches(monkeypatch):
    """A function that is given what shall happen once, when a rebuild has read two documents and not the others."""
    read, number = rebuild._batches, 0

    def arrange(happen):
        def read_and_go_on():
            nonlocal number
            for batch in read():
                yield batch
                number += 1
                if number == 2:
                    happen()

        monkeypatch.setattr(rebuild, "BATCH", 1)
        monkeypatch.setattr(rebuild, "_batches", read_and_go_on)

    return arrange


def test_the_first_time_an_index_is_made_and_everything_is_sent(laws):
    assert len(pending()) == 6
    said = run("init")
    assert "Made " in said
    assert "6 entries sent" in said
    assert pending() == set()
    assert in_index(laws) == {*"abcde", "lithuania"}


def test_the_second_time_nothing_changes(index):
    before = index.indices.get(index=f"{indices.alias()}*").body, index.count(index=indices.alias())["count"]
    assert run("init") == "There is an index.\n"
    assert pending() == set()
    assert (index.indices.get(index=f"{indices.alias()}*").body, index.count(index=indices.alias())["count"]) == before


def test_an_index_that_somebody_deleted_is_made_again_with_everything(index):
    index.indices.delete(index=indices.index_behind(index, indices.alias()))
    assert "6 entries sent" in run("init")
    assert in_index(index) == {*"abcde", "lithuania"}


def test_of_two_that_make_the_first_index_one_does(laws, monkeypatch):
    assert indices.init(laws)
    # The other looked before it was there.
    monkeypatch.setattr(indices, "index_behind", lambda client, name: "")
    assert not indices.init(laws)
    assert len(laws.indices.get_alias(name=indices.write_alias())) == 1


def test_changes_wait_where_there_is_no_index_and_the_way_out_is_named(laws):
    with pytest.raises(CommandError, match="run search_index init"):
        run("sync")
    assert len(pending()) == 6


def test_a_field_that_the_mapping_does_not_know_is_refused(index):
    with pytest.raises(BadRequestError, match="strict"):
        index.index(index=indices.write_alias(), document={"page_id": 1, "unknown": 1})
    with pytest.raises(BadRequestError, match="strict"):
        index.index(index=indices.write_alias(), document={"page_id": 1, "title": {"tlh": "a language of no analyzer"}})


def test_readers_find_the_same_before_during_and_after_a_rebuild(index, between_batches):
    old = indices.index_behind(index, indices.alias())
    index.indices.refresh(index=old)
    during = []
    between_batches(lambda: during.append(found("quillwort")))
    assert found("quillwort") == set("abcde")
    said = run("rebuild")
    assert during == [set("abcde")]
    assert found("quillwort") == set("abcde")
    new = indices.index_behind(index, indices.alias())
    assert new != old
    assert new in said
    assert "6 of 6" in said
    assert list(index.indices.get(index=f"{indices.alias()}-*")) == [new]


def test_readers_and_writers_change_over_in_one_call(index, monkeypatch):
    calls = []
    move = index.indices.update_aliases
    monkeypatch.setattr(
        index.indices, "update_aliases", lambda *, actions: (calls.append(actions), move(actions=actions))
    )
    rebuild.rebuild(index, lambda _: None)
    (actions,) = calls
    assert {action["add"]["alias"] for action in actions if "add" in action} == {
        indices.alias(),
        indices.write_alias(),
    }
    assert indices.index_behind(index, indices.alias()) == indices.index_behind(index, indices.write_alias())


@pytest.mark.parametrize("worker", ["sends at once", "is away", "has read the rows before"])
def test_what_changes_during_a_rebuild_is_right_after_it(index, between_batches, worker):
    stale = list(Entry.objects.order_by("pk"))

    def change():
        rename("a", "Quillwort renamed")
        page("b").unpublish()
        page("d").unpublish()
        PageViewRestriction.objects.create(page=page("c"), restriction_type=PageViewRestriction.LOGIN)
        InstrumentFactory(parent=page("a").get_parent(), title="Quillwort new", record_id="new")
        if worker == "sends at once":
            sync.send_pending(index)
            # Readers need not wait for the end of the rebuild.
            assert in_index(index) == {"a", "e", "new", "lithuania"}

    between_batches(change)
    run("rebuild")
    if worker == "has read the rows before":
        sync.send_batch(index, stale)
    assert in_index(index) == {"a", "e", "new", "lithuania"}
    assert found("renamed") == {"a"}
    assert list(indices.differences(index, indices.alias())) == []
    sync.send_pending(index)
    assert pending() == set()
    assert "agree with their pages and the index" in run("verify")


def test_a_rebuild_that_was_broken_off_leaves_the_old_index_and_the_next_one_cleans_up(index, between_batches):
    def break_off():
        raise KeyboardInterrupt

    old = indices.index_behind(index, indices.alias())
    between_batches(break_off)
    with pytest.raises(KeyboardInterrupt):
        run("rebuild")
    rename("a", "Quillwort renamed")
    run("sync")
    index.indices.refresh(index=old)
    assert indices.index_behind(index, indices.alias()) == old
    assert found("renamed") == {"a"}
    assert len(index.indices.get(index=f"{indices.alias()}-*")) == 2
    run("rebuild")
    assert len(index.indices.get(index=f"{indices.alias()}-*")) == 1
    assert found("renamed") == {"a"}


def test_a_rebuild_drops_nothing_of_another_site_whose_name_begins_like_this_one(index):
    other = f"{indices.alias()}-staging-20250101-000000-000000"
    index.indices.create(index=other)
    run("rebuild")
    assert index.indices.exists(index=other)


def test_a_worker_that_meets_the_end_of_a_rebuild_sends_again(index, monkeypatch):
    """It had asked where to write, and the alias of the new index was gone when it did."""
    asked = []
    targets = indices.write_targets

    def as_a_moment_ago(client):
        asked.append(client)
        return [indices.next_alias(), indices.write_alias()] if len(asked) == 1 else targets(client)

    monkeypatch.setattr(indices, "write_targets", as_a_moment_ago)
    rename("a", "Quillwort renamed")
    assert "1 entries sent" in run("sync")
    assert pending() == set()


def test_a_late_older_message_overwrites_nothing(index):
    old = list(Entry.objects.filter(record_id="a"))
    rename("a", "Quillwort renamed")
    run("sync")
    assert sync.send_batch(index, old) == 1
    index.indices.refresh(index=indices.alias())
    assert found("renamed") == {"a"}
    assert list(indices.differences(index, indices.alias())) == []


def test_a_late_older_message_never_brings_back_what_is_gone(index):
    """Elasticsearch forgets the versions of deleted documents after index.gc_deletes: so none is deleted."""
    index.indices.put_settings(index=indices.write_alias(), settings={"index.gc_deletes": "0s"})
    old = list(Entry.objects.filter(record_id="a"))
    page("a").unpublish()
    run("sync")
    index.indices.refresh(index=indices.alias())
    index.indices.forcemerge(index=indices.alias())
    sync.send_batch(index, old)
    assert "a" not in in_index(index)
    assert list(indices.differences(index, indices.alias())) == []


def test_workers_at_the_same_time_leave_the_newest_version_and_confirm_only_what_they_sent(index):
    rename("a", "First")
    slow = list(Entry.objects.filter(record_id="a"))
    rename("a", "Second")
    # The other has the newer version, and is quicker.
    assert sync.send_pending(index) == 1
    rename("a", "Third")
    sync.send_batch(index, slow)
    assert pending() == {"a"}
    run("sync")
    assert list(indices.differences(index, indices.alias())) == []


@pytest.mark.parametrize("at_once", [1, 500])
def test_a_document_that_is_refused_is_named_and_stops_no_other(index, monkeypatch, at_once):
    monkeypatch.setattr(sync, "BATCH", at_once)
    rename("a", "Before")
    Entry.objects.filter(record_id="c").update(values={"year": ["99999"]}, version=9)
    rename("e", "After")
    with pytest.raises(CommandError) as error:
        run("sync")
    assert str(error.value).startswith("c: ")
    assert "year" in str(error.value)
    assert pending() == {"c"}
    assert found_title(index, "e") == "After"


def found_title(client, record_id: str) -> str:
    document = client.get(index=indices.alias(), id=str(page(record_id).pk))["_source"]
    return document["title"]["en"][0]


def test_a_rebuild_with_a_document_that_is_refused_leaves_readers_the_old_index(index):
    old = indices.index_behind(index, indices.alias())
    Entry.objects.filter(record_id="c").update(values={"year": ["99999"]}, version=9)
    with pytest.raises(CommandError, match="year"):
        run("rebuild")
    assert indices.index_behind(index, indices.alias()) == old


def test_verify_is_content_where_all_agree(index):
    assert run("verify") == "6 entries agree with their pages and the index.\n"


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda client, law: client.delete(index=indices.write_alias(), id=str(law)), "version {} in the table, 0"),
        (
            lambda client, law: client.index(
                index=indices.write_alias(),
                id=str(law),
                version=7,
                version_type="external",
                document={"page_id": law, "version": 7, "removed": "no"},
            ),
            "version {} in the table, 7",
        ),
    ],
    ids=["missing", "version"],
)
def test_verify_names_what_is_not_in_the_index_or_is_another_version(index, spoil, problem):
    law = page("c").pk
    problem = problem.format(Entry.objects.get(page_id=law).version)
    spoil(index, law)
    with pytest.raises(CommandError) as error:
        run("verify")
    assert error.value.returncode == 1
    assert f"page {law}: {problem} in the index\nRun: search_index sync, or rebuild" in str(error.value)
    run("rebuild")
    run("verify")


def test_verify_names_what_the_index_has_and_the_table_has_not(index):
    surplus = {"page_id": 999_999, "version": 3, "removed": "no"}
    index.index(index=indices.write_alias(), id="999999", document=surplus)
    with pytest.raises(CommandError, match="page 999999: version 0 in the table, 3 in the index"):
        run("verify")


def test_verify_names_what_differs_between_pages_and_table(index):
    law, hidden, changed = page("a").pk, page("b").pk, page("c").pk
    Entry.objects.filter(page_id=law).delete()
    InstrumentPage.objects.filter(pk=changed).update(summary="Written past the editors.")
    InstrumentPage.objects.filter(pk=hidden).update(live=False)
    with pytest.raises(CommandError) as error:
        run("verify")
    assert f"page {law}: public, and without an entry" in str(error.value)
    assert f"page {hidden}: not public, and with an entry" in str(error.value)
    assert f"page {changed}: says something else than its entry" in str(error.value)
    assert "Run: search_index project, then sync, or rebuild" in str(error.value)


def test_status_says_how_things_stand(index):
    rename("a", "Renamed")
    index.indices.refresh(index=indices.alias())
    said = run("status")
    assert "engine: elasticsearch" in said
    assert "unacknowledged: 1" in said
    assert f"{indices.alias()} -> {indices.index_behind(index, indices.alias())}: 6 documents" in said
    assert f"{indices.next_alias()} -> -: nothing" in said


def test_after_a_commit_all_its_changes_are_sent_at_once(index, django_capture_on_commit_callbacks, monkeypatch):
    batches = []
    send = sync.send_batch
    monkeypatch.setattr(sync, "send_batch", lambda client, entries, run: batches.append(send(client, entries, run)))
    # The transaction of the test has what made the records still to come.
    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks(execute=True):
        rename("a", "Renamed")
        page("b").unpublish()
        with transaction.atomic():
            rename("c", "Renamed too")
        assert batches == []
    assert batches == [3]
    assert pending() == set()
    assert in_index(index) == {*"acde", "lithuania"}


def test_what_is_rolled_back_is_not_sent(index, django_capture_on_commit_callbacks):
    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks() as callbacks, transaction.atomic():
        rename("a", "Never")
        transaction.set_rollback(True)
    assert callbacks == []


@pytest.mark.parametrize("action", ["init", "rebuild", "sync"])
def test_without_a_server_the_commands_say_what_to_set(db, action):
    with pytest.raises(CommandError, match="ELASTICSEARCH_URL"):
        run(action)
