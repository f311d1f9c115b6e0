"""Addresses of this chamber."""

from django.urls import path

from lintel.insight.guards.views import policies, standing

app_name = "guards"
urlpatterns = [
    path("guards/", standing.mine, name="mine"),
    path("guards/wishes/new/", standing.wish, name="wish"),
    path("guards/policies/", policies.listed, name="policies"),
    path("guards/policies/new/", policies.new, name="new-policy"),
    path("guards/policies/<int:pk>/", policies.policy, name="policy"),
    path("guards/policies/<int:pk>/wording/", policies.edit, name="edit-policy"),
    path("guards/policies/<int:pk>/signature/", policies.signature, name="signature"),
    path("guards/policies/<int:pk>/suspension/", policies.suspension, name="suspension"),
]
