"""Which edition of the records the site has: another one after every change."""

import uuid

from django.db import models


class Edition(models.Model):
    """One row, made by the migration. Its key is new as soon as anything is written that is computed with: see
    `core.editions`."""

    key = models.UUIDField(default=uuid.uuid4)

    def __str__(self):
        return str(self.key)
