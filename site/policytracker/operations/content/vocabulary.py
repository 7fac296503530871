"""The taxonomy into its tables: groups, provisions, themes. What actions ask for is a part of recommendations."""

from policies.importer import Named
from policies.models import Provision, ProvisionGroup, Theme
from policies.schemas import TaxonomySchema
from policytracker.operations.content.checking import digest
from policytracker.operations.content.report import Report
from policytracker.operations.models import LoadedRecord


def load(taxonomy: TaxonomySchema, report: Report, *, overwrite: bool) -> None:
    """Write what has changed in the data since the last load; leave alone what an editor has changed since."""
    _begin(ProvisionGroup, taxonomy.groups, report)
    for position, row in enumerate(taxonomy.groups):
        values = row.model_dump(exclude={"code"}) | {"sort_order": position}
        _load(ProvisionGroup, {"code": row.code}, values, report, overwrite)
    groups = Named("group", ((group.code, group) for group in ProvisionGroup.objects.all()))
    _begin(Provision, taxonomy.provisions, report)
    for position, row in enumerate(taxonomy.provisions):
        values = row.model_dump(exclude={"code", "group", "actions"}) | {
            "group": groups[row.group],
            "sort_order": position,
        }
        _load(Provision, {"code": row.code}, values, report, overwrite)
    _begin(Theme, taxonomy.themes, report)
    for position, row in enumerate(taxonomy.themes):
        values = {"name": row.label, "definition": row.definition, "sort_order": position}
        _load(Theme, {"slug": row.code}, values, report, overwrite)


def _begin(model, rows: list, report: Report) -> None:
    report.begin(_noun(model), len(rows))


def _noun(model) -> str:
    return str(model._meta.verbose_name)


def _load(model, identity: dict, values: dict, report: Report, overwrite: bool) -> None:
    key = f"{model._meta.model_name}:{next(iter(identity.values()))}"
    wanted = digest(_plain(values))
    loaded = LoadedRecord.objects.filter(key=key).first()
    row = model.objects.filter(**identity).first()
    present = digest(_plain({name: getattr(row, name) for name in values})) if row else ""
    by_hand = _done_by_hand(loaded, present, wanted)
    if by_hand and not overwrite:
        report.left_alone(key, by_hand)
        return
    if present == wanted:
        report.unchanged(_noun(model))
    else:
        model.objects.update_or_create(**identity, defaults=values)
        report.wrote(_noun(model), created=row is None)
    if not loaded or loaded.state != wanted:
        LoadedRecord.objects.update_or_create(key=key, defaults={"digest": wanted, "state": wanted})


def _done_by_hand(loaded: LoadedRecord | None, present: str, wanted: str) -> str:
    """What an editor did with a term since it was loaded, or nothing; it may have been what the data say now."""
    if present == wanted:
        return ""
    if loaded is None:
        return "made by hand" if present else ""
    if not present:
        return "deleted"
    return "" if loaded.state == present else "changed"


def _plain(values: dict) -> dict:
    return {name: getattr(value, "pk", value) for name, value in values.items()}
