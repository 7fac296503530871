"""Words for how initiatives bear on actions."""

from django import template

from initiatives.choices import Relation

register = template.Library()


@register.filter
def relation_label(value: str) -> str:
    return Relation(value).label if value in Relation.values else value
