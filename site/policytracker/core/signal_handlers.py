"""What makes another edition of the records: see `core.editions`. Apps with words that records show add theirs."""

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver

from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import post_page_move, pre_page_move

from policytracker.core.editions import renew
from policytracker.core.signals import page_written


@receiver(page_written)
@receiver([pre_page_move, post_page_move])
def on_page(**kwargs):
    renew()


@receiver([pre_delete, post_delete])
def on_deleted_page(instance, **kwargs):
    # Wagtail deletes a page through its base class and its own.
    if isinstance(instance, Page):
        renew()


@receiver([post_save, post_delete], sender=PageViewRestriction)
@receiver([post_save, post_delete], sender=Locale)
@receiver([post_save, post_delete], sender=Site)
def on_what_readers_may_see(**kwargs):
    renew()
