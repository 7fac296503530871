"""The order by meaning: pure rules on made-up numbers, then the model itself, and entries as they come and go."""

import numpy as np
import pytest
from factories.records import InstrumentFactory, JurisdictionFactory

from search import projection
from search.models import Entry, EntryVectors
from search.semantics import kept, model, order

WORDS = [(1, 10.0), (2, 9.0), (3, 1.0)]


def places(ranked) -> list[int]:
    return [page for page, _ in ranked]


def test_of_two_that_fit_alike_by_words_the_nearer_comes_first():
    assert places(order.reordered(WORDS, {1: 0.75, 2: 0.85, 3: 0.8})) == [2, 1, 3]


def test_what_hardly_fits_by_words_stays_behind_however_near_it_is():
    assert places(order.reordered(WORDS, {1: 0.78, 2: 0.78, 3: 0.85})) == [1, 2, 3]


def test_a_record_of_which_no_vector_is_known_is_neither_raised_nor_lowered():
    assert order.reordered([(1, 5.0), (2, 4.0)], {2: 0.8}) == [(1, 5.0), (2, 4.0)]


def test_without_vectors_the_order_by_words_stays():
    assert order.reordered(WORDS, {}) == WORDS


def test_a_record_is_as_near_as_its_nearest_text():
    asked = np.array([1.0, 0.0], dtype=np.float32)
    rows = np.array([[0.0, 1.0], [0.6, 0.8]], dtype=np.float16)
    assert order.nearness(asked, {7: rows})[7] == pytest.approx(0.6, abs=0.001)


def test_of_two_with_a_text_that_is_as_near_the_one_that_is_near_as_a_whole_is_nearer():
    asked = np.array([1.0, 0.0], dtype=np.float32)
    beside = np.array([[0.0, 1.0], [0.0, 1.0], [0.6, 0.8]], dtype=np.float16)
    about = np.array([[0.0, 1.0], [0.6, 0.8], [0.6, 0.8]], dtype=np.float16)
    near = order.nearness(asked, {7: beside, 8: about})
    assert near[8] > near[7] > 0


def test_the_text_that_tells_the_whole_in_short_is_where_it_is_looked_for():
    entry = Entry(
        title="Act", summary="All of it.", payload={"approach": "A ban.", "provisions": [{"text": "Labels."}]}
    )
    assert kept.texts(entry)[kept.IN_SHORT] == "Act. A ban. All of it."


def test_how_readers_ask_for_it_is_among_its_texts_five_lines_at_once():
    entry = Entry(title="Act", summary="All of it.", payload={"asked_as": ["1?", "2", "3", "4", "5", "6"]})
    assert kept.texts(entry)[2:] == ["1?; 2; 3; 4; 5", "6"]
    assert len(kept.texts(Entry(title="Act", summary="All of it.", payload={}))) == 2


def test_what_is_known_by_its_parts_alone_is_moved_less():
    near = {1: 0.75, 2: 0.85, 3: 0.8}
    assert places(order.reordered([(1, 20.0), (2, 8.0)], near, telling=14.0)) == [2, 1]
    assert places(order.reordered([(1, 20.0), (2, 8.0)], near, telling=8.0)) == [1, 2]


def test_the_model_reads_what_is_meant(search_model):
    asked = model.of_query("keep reporters safe while they cover a vote")
    near = asked @ model.of_passage("Help for journalists who are attacked during an election.")
    far = asked @ model.of_passage("A public archive of political advertisements.")
    assert near > far + 0.03
    assert np.linalg.norm(asked) == pytest.approx(1, abs=0.001)


@pytest.fixture
def law(db, search_model, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return InstrumentFactory(parent=JurisdictionFactory(code="LT"), title="Law on Information", record_id="lt-law")


def digest() -> str:
    return EntryVectors.objects.get(entry__record_id="lt-law").digest


def test_what_is_published_is_read_once_it_is_committed(law):
    entry = Entry.objects.get(record_id="lt-law")
    vectors = kept.of_pages([entry.page_id])[entry.page_id]
    assert vectors.shape == (len(kept.texts(entry)), model.LENGTH)


def test_a_change_of_the_text_is_read_anew_and_another_change_is_not(law, django_capture_on_commit_callbacks):
    first = digest()
    with django_capture_on_commit_callbacks(execute=True):
        law.body = "Another authority"
        law.save_revision().publish()
    assert digest() == first
    with django_capture_on_commit_callbacks(execute=True):
        law.summary = "It forbids machines that pose as candidates."
        law.save_revision().publish()
    assert digest() != first


def test_what_was_written_before_there_was_a_model_is_read_when_entries_are_made_anew(
    law, django_capture_on_commit_callbacks
):
    EntryVectors.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        assert not projection.project(law)
    assert digest()


def test_nothing_is_kept_of_what_was_withdrawn(law):
    law.unpublish()
    assert not EntryVectors.objects.filter(entry__record_id="lt-law").exists()


@pytest.mark.django_db
def test_a_model_that_cannot_be_read_leaves_the_order_by_words(settings, tmp_path, caplog, client):
    for name in (f"{model.NAME}.onnx", f"{model.NAME}-tokenizer.json"):
        (tmp_path / name).write_bytes(b"half a file")
    settings.SEARCH_MODEL = tmp_path
    InstrumentFactory(title="Law on Information", record_id="lt-law")
    assert [row["id"] for row in client.get("/api/v1/search?q=information").json()["results"]] == ["lt-law"]
    assert "cannot be read" in caplog.text
