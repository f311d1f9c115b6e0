"""Addresses of the portfolio: nouns."""

from django.urls import path

from lintel.portfolio.proposals.forms import SECTIONS
from lintel.portfolio.proposals.views import (
    acceptance,
    backlog,
    board,
    bundles,
    files,
    keys,
    parts,
    proposals,
    sections,
    templates,
    versions,
)

app_name = "portfolio"
urlpatterns = [
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/new/", proposals.new, name="new"),
    path("proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("proposals/<int:pk>/offer/", keys.offer, name="offer"),
    path("proposals/<int:pk>/signature/", keys.signature, name="signature"),
    path("proposals/<int:pk>/withdrawal/", keys.withdrawal, name="withdrawal"),
    path("proposals/<int:pk>/document/", files.document, name="document"),
    path("proposals/<int:pk>/owners/", sections.owners, name="section-owners"),
    path("proposals/<int:pk>/writers/", sections.writers, name="writers"),
    path("proposals/<int:pk>/versions/", versions.versions, name="versions"),
    path("proposals/<int:pk>/versions/<int:number>/", versions.version, name="version"),
    path(
        "proposals/<int:pk>/versions/<int:number>/restoration/",
        versions.restoration,
        name="restoration-of-version",
    ),
    path("proposals/<int:pk>/position/", backlog.position, name="position"),
    path("proposals/<int:pk>/column/", board.placement, name="placement"),
    path("proposals/templates/", templates.templates, name="templates"),
    path("proposals/templates/new/", templates.new, name="new-template"),
    path("proposals/templates/<int:pk>/", templates.template, name="template"),
    path("proposals/templates/<int:pk>/edit/", templates.change, name="change-template"),
    path("proposals/templates/<int:pk>/proposals/", templates.start, name="start"),
    path("proposals/templates/<int:pk>/removal/", templates.removal, name="template-removal"),
    path("proposals/<int:pk>/acceptance/", acceptance.acceptance, name="acceptance"),
    path("proposals/<int:pk>/requirements/<int:part_pk>/acceptance/", acceptance.criterion, name="criterion"),
    path("bundles/", bundles.bundles, name="bundles"),
    path("bundles/new/", bundles.new, name="new-bundle"),
    path("bundles/<int:pk>/", bundles.bundle, name="bundle"),
    path("bundles/<int:pk>/edit/", bundles.change, name="change-bundle"),
    path("bundles/<int:pk>/removal/", bundles.removal, name="bundle-removal"),
    path("backlog/", backlog.backlog, name="backlog"),
    path("backlog/moves/", backlog.moves, name="moves"),
    path("backlog/ordering/", backlog.ordering, name="ordering"),
    path("backlog/orderings/<int:pk>/restoration/", backlog.restoration, name="restoration"),
    path("board/", board.board, name="board"),
    path("board/columns/", board.columns, name="columns"),
    path("board/columns/<int:pk>/", board.column, name="column"),
    path("board/columns/<int:pk>/removal/", board.column_removal, name="column-removal"),
]
for _slug in SECTIONS:
    urlpatterns.append(
        path(f"proposals/<int:pk>/{_slug}/", sections.section, {"slug": _slug}, name=f"section-{_slug}")
    )
for _slug in parts.KINDS:
    base, options = f"proposals/<int:pk>/{_slug}/", {"slug": _slug}
    urlpatterns += [
        path(base, parts.collection, options, name=_slug),
        path(f"{base}<int:part_pk>/", parts.member, options, name=f"{_slug}-member"),
        path(f"{base}<int:part_pk>/removal/", parts.removal, options, name=f"{_slug}-removal"),
    ]
