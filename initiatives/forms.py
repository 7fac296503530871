"""The form field in which editors choose the action of a recommendation."""

from django import forms

from policytracker.core.choosers import ByHeading


class ActionChoice(ByHeading, forms.ModelChoiceField):
    def in_order(self, records):
        return records.select_related("recommendation").order_by("recommendation__number", "sort_order", "code")

    def heading(self, record):
        return f"{record.recommendation.number} {record.recommendation.title}"
