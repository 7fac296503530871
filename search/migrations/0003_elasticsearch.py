
"""What Elasticsearch needs of an entry, and the lists of synonyms.

SQLite makes a table anew to add a column and loses its triggers, so the full-text index is taken away before and made
again afterwards.
"""

from importlib import import_module

from django.db import migrations, models

full_text = import_module("search.migrations.0002_full_text")


def drop_full_text(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        full_text.backwards(apps, schema_editor)


def make_full_text(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        full_text.forwards(apps, schema_editor)
        schema_editor.execute("INSERT INTO search_text(search_text) VALUES ('rebuild')")


def values_from_rows(apps, schema_editor):
    """Entries that are there have their values as rows already."""
    for entry in apps.get_model("search", "Entry").objects.prefetch_related("facets").iterator(chunk_size=500):
        for row in entry.facets.all():
            entry.values.setdefault(row.facet, []).append(row.value)
        entry.save(update_fields=["values"])


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0002_full_text'),
    ]

    operations = [
        migrations.RunPython(drop_full_text, make_full_text),
        migrations.CreateModel(
            name='SynonymList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.SlugField(max_length=60, unique=True, verbose_name='name')),
                ('text', models.TextField(help_text='One rule a line. “a, b, c”: each finds the others. “a, b -> c”: the left ones find the right one too. “a -> provision:fact-checking”: it stands for what is filed under that. # begins a comment.', verbose_name='rules')),
                ('loaded', models.CharField(blank=True, editable=False, help_text='digest of the file as loaded', max_length=64)),
                ('updated_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'verbose_name': 'list of synonyms',
                'verbose_name_plural': 'lists of synonyms',
                'ordering': ['name'],
            },
        ),
        migrations.AddField(
            model_name='entry',
            name='also_in',
            field=models.CharField(blank=True, help_text='other languages in which the record can be read: ,fr,ar,', max_length=200),
        ),
        migrations.AddField(
            model_name='entry',
            name='values',
            field=models.JSONField(default=dict, help_text='what it is filtered by: {facet: [value, …]}; EntryFacet has rows'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('acknowledged__lt', models.F('version'))), fields=['id'], name='entry_pending'),
        ),
        migrations.RunPython(values_from_rows, migrations.RunPython.noop),
        migrations.RunPython(make_full_text, drop_full_text),
    ]
