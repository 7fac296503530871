from django.db.models import ForeignKey

from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.forms.models import register_form_field_override
from wagtail.snippets.models import register_snippet

from policies.forms import ProvisionChoice, ThemeChoices, choices_of_many
from policies.models import Provision
from policies.viewsets import VocabularyGroup

register_form_field_override(ForeignKey, to=Provision, override={"form_class": ProvisionChoice})
register_form_field_override(ParentalManyToManyField, override=choices_of_many)
register_form_field_override(ClusterTaggableManager, override={"form_class": ThemeChoices})

register_snippet(VocabularyGroup)
