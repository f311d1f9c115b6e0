"""Addresses of the blueprint: nouns."""

from django.urls import path

from lintel.estate.blueprint.views import amendments, differences, drawing, plateaus, versions

app_name = "blueprint"
urlpatterns = [
    path("blueprint/", drawing.drawing, name="drawing"),
    path("blueprint/picture.svg", drawing.picture_file, name="picture"),
    path("blueprint/differences/", differences.difference, name="differences"),
    path("blueprint/differences.csv", differences.difference_file, name="difference-file"),
    path("blueprint/differences.svg", differences.difference_picture, name="difference-picture"),
    path("blueprint/plateaus/", plateaus.plateau_list, name="plateaus"),
    path("blueprint/plateaus/new/", plateaus.new, name="new-plateau"),
    path("blueprint/plateaus/<int:pk>/", plateaus.plateau, name="plateau"),
    path("blueprint/plateaus/<int:pk>/edit/", plateaus.edit, name="edit-plateau"),
    path("blueprint/plateaus/<int:pk>/removal/", plateaus.removal, name="plateau-removal"),
    path("blueprint/plateaus/<int:pk>/changes/new/", plateaus.new_change, name="new-change"),
    path("blueprint/changes/<int:pk>/removal/", plateaus.change_removal, name="change-removal"),
    path("blueprint/changes/<int:pk>/carrying-out/", plateaus.carrying_out, name="carrying-out"),
    path("blueprint/suggestions/", amendments.amendment_list, name="amendments"),
    path("blueprint/suggestions/new/", amendments.new, name="new-amendment"),
    path("blueprint/suggestions/<int:pk>/", amendments.amendment, name="amendment"),
    path(
        "blueprint/suggestions/<int:pk>/plateaus/<int:plateau>/changes/new/", amendments.new_change,
        name="amendment-change",
    ),
    path(
        "blueprint/suggestions/<int:pk>/changes/<int:change>/removal/", amendments.change_removal,
        name="amendment-change-removal",
    ),
    path("blueprint/suggestions/<int:pk>/acceptance/", amendments.acceptance, name="acceptance"),
    path("blueprint/suggestions/<int:pk>/refusal/", amendments.refusal, name="refusal"),
    path("blueprint/suggestions/<int:pk>/withdrawal/", amendments.withdrawal, name="amendment-withdrawal"),
    path("blueprint/versions/", versions.version_list, name="versions"),
    path("blueprint/versions/new/", versions.new, name="new-version"),
    path("blueprint/versions/<int:pk>/", versions.version, name="version"),
    path("blueprint/versions/<int:pk>/signature/", versions.signature, name="signature"),
    path("blueprint/versions/<int:pk>/key-withdrawal/", versions.key_withdrawal, name="key-withdrawal"),
    path("blueprint/versions/<int:pk>/content.json", versions.content, name="content"),
]  # fmt: skip
