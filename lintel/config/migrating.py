"""Migrating a house in seconds instead of half a minute.

Whenever a migration adds a model, Django draws every model anew that is related to it, directly or not. In a
house in which everything leads to a person that is nearly all of them, for each of a few hundred models. A
model that was not there before changes none of the others, so it is enough to draw it alone and to let the
others look at the registry that holds it. See ADR 39 for the figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations.state import ModelState, ProjectState


@contextmanager
def quickly() -> Iterator[None]:
    """Within it, models that migrations add are drawn alone. The schema that comes out is the same."""
    before = ProjectState.add_model
    ProjectState.add_model = _add_model  # type: ignore[method-assign]  # Django has no other door to it
    try:
        yield
    finally:
        ProjectState.add_model = before  # type: ignore[method-assign]


def _add_model(self: Any, model_state: ModelState) -> None:
    key = model_state.app_label, model_state.name_lower
    known = key in self.models
    self.models[key] = model_state
    if self._relations is not None:
        self.resolve_model_relations(key)
    if "apps" not in self.__dict__:  # nothing is drawn yet
        return
    if known:
        self.reload_model(*key)
        return
    self.apps.render_multiple([model_state])
    for model in self.apps.get_models(include_auto_created=True):
        model._meta.apps = self.apps  # what relates to a model is looked up there
    self.apps.clear_cache()
