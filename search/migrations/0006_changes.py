"""What readers are told of changes. Each record that is there begins with when it was last published."""

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone
from django.utils.dateparse import parse_datetime


def begin(apps, schema_editor):
    Entry, Change = apps.get_model("search", "Entry"), apps.get_model("search", "Change")
    records = Entry.objects.filter(removed_at=None, payload__has_key="updated").values_list("pk", "payload")
    Change.objects.bulk_create(
        (
            Change(entry_id=pk, kind="new", at=parse_datetime(payload["updated"] or "") or timezone.now())
            for pk, payload in records.iterator(chunk_size=500)
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0005_vectors'),
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('new', 'New on record'), ('status', 'Status changed'), ('event', 'New event'), ('sources', 'New sources'), ('revised', 'Revised'), ('withdrawn', 'Withdrawn')], max_length=10)),
                ('at', models.DateTimeField()),
                ('details', models.JSONField(default=dict)),
                ('round', models.PositiveIntegerField(db_index=True, null=True)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='search.entry')),
            ],
            options={
                'indexes': [models.Index(fields=['-at', '-id'], name='change_newest')],
            },
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
