"""A page type that search has forgotten stops the start."""

from django.core import checks

from wagtail.models import get_page_models


@checks.register
def every_page_type_is_decided_on(app_configs, **kwargs):
    from search.builders import EXCLUDED, builder_for

    return [
        checks.Error(
            f"{model._meta.label} is neither searched nor left out.",
            hint="Give it a function in search.builders, or a place and a reason in EXCLUDED.",
            obj=model,
            id="search.E001",
        )
        for model in get_page_models()
        if builder_for(model) is None and model._meta.label not in EXCLUDED
    ]
