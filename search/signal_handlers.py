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
    if not (before and after):
        return
    if before["url"] != after["url"]:
        projection.project_all(projection.branch(instance))
    if before["title"] != after["title"]:
        if isinstance(instance, JurisdictionPage):
            projection.project_all(projection.showing("jurisdiction", instance.code))
        elif isinstance(instance, OrganisationPage):
            projection.project_all(projection.showing("organisation", instance.record_id))


@receiver(page_slug_changed)
@receiver(post_page_move)
def on_new_address(instance, **kwargs):
    projection.project_all(projection.branch(instance))


@receiver(pre_delete)
def on_deletion(sender, instance, **kwargs):
    # Wagtail deletes a page through its base class and its own: whichever comes, the entry goes.
    if isinstance(instance, Page):
        projection.remove(instance.pk)


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def on_restriction(instance, **kwargs):
    for page in projection.branch(instance.page):
        if projection.project(page):
            projection.project_all(projection.naming(page.specific))


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
