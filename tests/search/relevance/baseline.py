"""What search engines are held against: Elasticsearch as it comes, over title and text.

Two fields with the standard analyser, a plain multi_match over both, nothing that knows these records. Chosen facets
narrow it as they narrow the engines, so that it is the order alone that differs.
"""

from collections.abc import Iterator

from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk
from relevance.scoring import Ask

MAPPINGS = {
    "dynamic": "strict",
    "properties": {
        "title": {"type": "text", "analyzer": "standard"},
        "text": {"type": "text", "analyzer": "standard"},
        "facets": {"type": "keyword"},
    },
}


def fill(client: Elasticsearch, index: str, records: dict[str, dict], facets: dict[str, set[str]]) -> None:
    """Make the index: one document a record, with its facets as `name:value`."""
    client.indices.create(index=index, mappings=MAPPINGS, settings={"number_of_shards": 1, "number_of_replicas": 0})
    documents = (
        {
            "_index": index,
            "_id": record_id,
            "title": record.get("title") or record.get("name", ""),
            "text": " ".join(strings(record)),
            "facets": sorted(facets.get(record_id, ())),
        }
        for record_id, record in records.items()
    )
    bulk(client, documents, refresh=True)


def asking(client: Elasticsearch, index: str) -> Ask:
    def ask(text: str, filters: dict[str, list[str]], size: int) -> list[str]:
        words = {"multi_match": {"query": text, "type": "best_fields", "fields": ["title", "text"]}}
        chosen = [{"terms": {"facets": [f"{name}:{value}" for value in values]}} for name, values in filters.items()]
        answer = client.search(index=index, query={"bool": {"must": words, "filter": chosen}}, size=size, source=False)
        return [hit["_id"] for hit in answer["hits"]["hits"]]

    return ask


def strings(value) -> Iterator[str]:
    """All the texts in a record, but for addresses."""
    if isinstance(value, str):
        if not value.startswith(("http://", "https://")):
            yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)
