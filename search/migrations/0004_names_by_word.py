"""Where a word of a name begins, for suggestions while typing: kept by the database itself, as the full text is.

The full text cannot serve here: it holds stems, so that `electio` would not find what `elections` stands in. Names are
folded already (`search.content.fold`); here their words stand as they are.
SQLite: an FTS5 table over the names alone, which keeps row ids and no text, followed by triggers.
PostgreSQL: an index over the words of names, and one in the order of bytes, for what begins with a text.
"""

from django.db import migrations

# PostgreSQL would take `r1.2` for a host and `-2024` for a number: names are split at every mark.
MARKS = "".join(chr(code) for code in range(33, 127) if not chr(code).isalnum())


def forwards(apps, schema_editor):
    # The statements have no parameters: `params=None` lets them hold a per cent sign.
    for statement in {"sqlite": sqlite, "postgresql": postgresql}.get(schema_editor.connection.vendor, list)():
        schema_editor.execute(statement, params=None)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("insert", "delete", "update_from", "update_to"):
            schema_editor.execute(f"DROP TRIGGER search_name_{name}")
        schema_editor.execute("DROP TABLE search_name")
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX search_name_words")
        schema_editor.execute("DROP INDEX search_name_beginnings")
        schema_editor.execute("DROP FUNCTION words_of_name(text)")


def sqlite():
    yield (
        "CREATE VIRTUAL TABLE search_name USING fts5(value, content='', prefix='2 3', "
        "tokenize='unicode61 remove_diacritics 2')"
    )
    yield "INSERT INTO search_name(rowid, value) SELECT id, value FROM search_entryfacet WHERE facet = 'name'"
    add = "WHEN new.facet = 'name' BEGIN INSERT INTO search_name(rowid, value) VALUES (new.id, new.value); END"
    drop = (
        "WHEN old.facet = 'name' BEGIN "
        "INSERT INTO search_name(search_name, rowid, value) VALUES ('delete', old.id, old.value); END"
    )
    yield f"CREATE TRIGGER search_name_insert AFTER INSERT ON search_entryfacet {add}"
    yield f"CREATE TRIGGER search_name_delete AFTER DELETE ON search_entryfacet {drop}"
    yield f"CREATE TRIGGER search_name_update_from BEFORE UPDATE OF facet, value ON search_entryfacet {drop}"
    yield f"CREATE TRIGGER search_name_update_to AFTER UPDATE OF facet, value ON search_entryfacet {add}"


def postgresql():
    quoted = MARKS.replace("'", "''")
    yield (
        "CREATE FUNCTION words_of_name(name text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS "
        f"$$ SELECT to_tsvector('simple', translate(name, '{quoted}', repeat(' ', {len(MARKS)}))) $$"
    )
    yield (
        "CREATE INDEX search_name_words ON search_entryfacet USING gin (words_of_name(value)) "
        "WHERE facet = 'name'"
    )
    yield "CREATE INDEX search_name_beginnings ON search_entryfacet (value COLLATE \"C\") WHERE facet = 'name'"


class Migration(migrations.Migration):
    dependencies = [("search", "0003_elasticsearch")]
    operations = [migrations.RunPython(forwards, backwards)]
