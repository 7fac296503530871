"""The thesaurus in the admin: a list is edited as text, and in force from the moment it is saved."""

from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.snippets.views.snippets import SnippetViewSet

from search.models import SynonymList


class SynonymListViewSet(SnippetViewSet):
    model = SynonymList
    icon = "resubmit"
    menu_label = _("Synonyms")
    menu_name = "synonyms"
    menu_order = 230
    add_to_admin_menu = True
    list_display = ["name", UpdatedAtColumn()]
    search_fields = ["name", "text"]
    panels = [
        FieldPanel("name"),
        FieldPanel("text", widget=AdminAutoHeightTextInput(attrs={"dir": "auto", "spellcheck": "false"})),
    ]
