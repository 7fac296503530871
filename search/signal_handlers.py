"""What changes a page, or a name that its entry shows. Each handler says only which entries to look at again."""

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver

from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_slug_changed, post_page_move

from policies.models import JurisdictionPage, OrganisationPage, Provision, Theme
from policytracker.core.signals import page_written
from search import projection
from search.models import Entry


@receiver(page_written)
def on_written(instance, **kwargs):
    before = Entry.objects.present().filter(page_id=instance.pk).values("title", "url").first()
    projection.project(instance)
    after = Entry.objects.present().filter(page_id=instance.pk).values("title", "url").first()
    if bool(before) != bool(after):
        projection.project_all(projection.naming(instance))
    elif before and before["url"] != after["url"]:
        projection.project_all(projection.branch(instance))
    if _title(before) != _title(after):
        _follow_name(instance)


def _title(entry: dict | None) -> str:
    return entry["title"] if entry else ""


def _follow_name(page: Page):
    """Whatever lies below a place or an organisation, or names it, shows its name: in any language."""
    if isinstance(page, JurisdictionPage):
        projection.project_all(projection.showing("jurisdiction", page.code))
    elif isinstance(page, OrganisationPage):
        projection.project_all(projection.showing("organisation", page.record_id))


@receiver(page_slug_changed)
@receiver(post_page_move)
def on_new_address(instance, **kwargs):
    projection.project_all(projection.branch(instance))


@receiver(pre_delete)
def on_deletion(sender, instance, **kwargs):
    # Wagtail deletes a page through its base class and its own: whichever comes, the entry goes.
    if isinstance(instance, Page):
        projection.remove(instance.pk)


@receiver(post_delete, sender=JurisdictionPage)
@receiver(post_delete, sender=OrganisationPage)
def on_deleted(instance, **kwargs):
    _follow_name(instance)


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def on_restriction(instance, **kwargs):
    for page in projection.branch(instance.page):
        if projection.project(page):
            projection.project_all(projection.naming(page.specific))
            _follow_name(page.specific)


@receiver(post_save, sender=Provision)
@receiver(post_delete, sender=Provision)
def on_provision(instance, created=False, **kwargs):
    if not created:
        projection.project_all(projection.showing("provision", instance.code))


@receiver(post_save, sender=Theme)
@receiver(post_delete, sender=Theme)
def on_theme(instance, created=False, **kwargs):
    if not created:
        projection.project_all(projection.showing("theme", instance.slug))
