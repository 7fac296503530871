from django.db.models import ForeignKey

from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override

from initiatives.forms import ActionChoice
from initiatives.models import Action
from initiatives.viewsets import RecordsGroup

register_form_field_override(ForeignKey, to=Action, override={"form_class": ActionChoice})


@hooks.register("register_admin_viewset")
def records():
    return RecordsGroup()
