"""All addresses of the site. English has no prefix; other languages have theirs."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from policytracker.api import api
from policytracker.core.answers import nothing_there

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v1/", api.urls),
    path("api/v1/<path:address>", nothing_there),
    path("", include("policytracker.operations.urls")),
    *i18n_patterns(
        path("", include("search.urls")),
        path("", include("policies.urls")),
        path("", include("initiatives.urls")),
        path("", include("policies.maps.urls")),
        path("", include("initiatives.subjects.urls")),
        path("briefings/", include("initiatives.briefings.urls")),
        path("", include("policytracker.dataset.urls")),
        path("", include("policytracker.alerts.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]

if settings.DEBUG:
    from django.conf.urls.static import static

    urlpatterns = [*static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT), *urlpatterns]
