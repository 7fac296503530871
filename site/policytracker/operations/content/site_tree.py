"""The pages that records lie below: the home page and the lists. Made once, then the editors' own."""

from wagtail.models import Locale, Page, Site

from initiatives.models import InitiativeIndexPage, TrackerPage
from policies.models import ElectionIndexPage, JurisdictionIndexPage, OrganisationIndexPage
from policytracker.core.publishing import add_published
from policytracker.home.models import HomePage
from policytracker.operations.models import LoadedRecord, state

NAME = "Policy Tracker"
INDEXES = {
    "tracker": (TrackerPage, "Tracker"),
    "jurisdictions": (JurisdictionIndexPage, "Jurisdictions"),
    "organisations": (OrganisationIndexPage, "Organisations"),
    "initiatives": (InitiativeIndexPage, "Initiatives"),
    "elections": (ElectionIndexPage, "Elections"),
}


def ensure() -> dict[str, Page]:
    """The home page and the lists by slug, with those made that are not there; the site answers with this home page."""
    home = _home()
    indexes: dict[str, Page] = {"home": home}
    for slug, (model, title) in INDEXES.items():
        page = model.objects.child_of(home).first()
        if page is None:
            page = _add(home, model(title=title, slug=slug, show_in_menus=True), slug)
        indexes[slug] = page
    return indexes


def _home() -> HomePage:
    home = HomePage.objects.filter(locale=Locale.get_default(), depth=2).first()
    if home is None:
        root = Page.get_first_root_node()
        # Wagtail's own migration leaves a page that says welcome.
        welcome = root.get_children().filter(slug="home").exclude(content_type__app_label="home").first()
        if welcome:
            welcome.slug = "welcome-to-wagtail"
            welcome.save()
        home = _add(root, HomePage(title=NAME, slug="home"), "home")
        Site.objects.update_or_create(
            is_default_site=True,
            defaults={"hostname": "localhost", "port": 80, "site_name": NAME, "root_page": home},
        )
        if welcome:
            welcome.delete()
    return home


def _add(parent: Page, page: Page, record_id: str) -> Page:
    """A page that the data may fill later: remembered as the loader's own, not as made by hand."""
    add_published(page, parent)
    page = type(page).objects.get(pk=page.pk)
    LoadedRecord.objects.update_or_create(key=f"page:{record_id}", defaults={"digest": "", "state": state(page)})
    return page
