"""The public, read-only API of this app. `policytracker.api` puts the parts together."""

from ninja import Router

router = Router()
