"""What sources are called by people; tables of the warehouse know them by their short names."""

from collections.abc import Iterable, Mapping

from lintel.customers.sources.models import Source


def names() -> dict[str, str]:
    """The name of each source by its short name; one query."""
    return dict(Source.objects.values_list("slug", "name"))


def called(slugs: str | Iterable[str], known: Mapping[str, str]) -> str:
    """One or several sources by their names, as `names` gives them; by the short name where one is gone."""
    several = [slugs] if isinstance(slugs, str) else slugs
    return ", ".join(known.get(slug, slug) for slug in several)
