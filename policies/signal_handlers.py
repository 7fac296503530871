"""The words of the taxonomy stand in what is computed of records."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from policies.models import Provision, ProvisionGroup, Theme
from policytracker.core.editions import renew


@receiver([post_save, post_delete], sender=Provision)
@receiver([post_save, post_delete], sender=ProvisionGroup)
@receiver([post_save, post_delete], sender=Theme)
def on_word(**kwargs):
    renew()
