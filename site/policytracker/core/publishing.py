"""Pages that readers see from the moment they are there."""

from django.utils import timezone

from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail.signal_handlers import disable_reference_index_auto_update


def add_published(page: Page, parent: Page) -> None:
    """Put a new page below another, published and with its first revision.

    Wagtail's way (add, save a revision, publish it) writes a page and its indexes three times; this ends the same and
    writes them once. Raises ValidationError where the page is not valid.
    """
    page.first_published_at = page.last_published_at = timezone.now()
    with disable_reference_index_auto_update():  # it would be brought up to date for each row
        parent.add_child(instance=page)
    ReferenceIndex.create_or_update_for_object(page)
    revision = Revision.objects.create(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        content=page.serializable_data(),
        object_str=str(page),
    )
    page.latest_revision = page.live_revision = revision
    page.latest_revision_created_at = revision.created_at
    Page.objects.filter(pk=page.pk).update(
        latest_revision=revision, live_revision=revision, latest_revision_created_at=revision.created_at
    )
    log(instance=page, action="wagtail.publish", revision=revision)
