"""Addresses of this chamber."""

from django.urls import path

from lintel.goals.rewards.views import reward

app_name = "rewards"
urlpatterns = [
    path("rewards/", reward.rewards, name="rewards"),
    path("<int:pk>/reward/", reward.reward, name="reward"),
    path("<int:pk>/reward/edit/", reward.edit, name="edit"),
    path("<int:pk>/reward/signature/", reward.signature, name="signature"),
]
