"""The full-text index, kept by the database itself in whatever transaction writes an entry.

SQLite: an FTS5 table over the entries, followed by triggers; `porter` stems, `unicode61 remove_diacritics 2` folds.
PostgreSQL: a generated column with English stemming over text whose accents are folded, and its index.
"""

from django.db import migrations

COLUMNS = ("title", "names", "subjects", "summary", "body")
ACCENTED = "áàâäãåāăąçćčďđéèêëēėęěğíìîïīįıķĺľļłñńňņóòôöõøōőŕřśšşșťţțúùûüūůűųýÿźżžÁÀÂÄÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØÚÙÛÜÝŠŽČŁ"
PLAIN = "aaaaaaaaacccddeeeeeeeegiiiiiiikllllnnnnoooooooorrsssstttuuuuuuuuyyzzzAAAAAACEEEEIIIINOOOOOOUUUUYSZCL"


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in sqlite():
            schema_editor.execute(statement)
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(postgresql())
        schema_editor.execute("CREATE INDEX search_entry_document ON search_entry USING gin (document)")


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER search_text_{name}")
        schema_editor.execute("DROP TABLE search_text")
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE search_entry DROP COLUMN document")


def sqlite():
    columns = ", ".join(COLUMNS)
    new = ", ".join(f"new.{column}" for column in COLUMNS)
    old = ", ".join(f"old.{column}" for column in COLUMNS)
    delete = f"INSERT INTO search_text(search_text, rowid, {columns}) VALUES ('delete', old.id, {old});"
    insert = f"INSERT INTO search_text(rowid, {columns}) VALUES (new.id, {new});"
    yield (
        f"CREATE VIRTUAL TABLE search_text USING fts5({columns}, content='search_entry', content_rowid='id', "
        "tokenize='porter unicode61 remove_diacritics 2')"
    )
    yield f"CREATE TRIGGER search_text_insert AFTER INSERT ON search_entry BEGIN {insert} END"
    yield f"CREATE TRIGGER search_text_delete AFTER DELETE ON search_entry BEGIN {delete} END"
    yield (
        f"CREATE TRIGGER search_text_update AFTER UPDATE OF {columns} ON search_entry BEGIN {delete} {insert} END"
    )


def postgresql():
    parts = " || ".join(
        f"setweight(to_tsvector('english', translate({column}, '{ACCENTED}', '{PLAIN}')), '{weight}')"
        for column, weight in zip(COLUMNS, "ABBCD", strict=True)
    )
    return f"ALTER TABLE search_entry ADD COLUMN document tsvector GENERATED ALWAYS AS ({parts}) STORED"


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
