from wagtail.snippets.models import register_snippet

from search.viewsets import SynonymListViewSet

register_snippet(SynonymListViewSet)
