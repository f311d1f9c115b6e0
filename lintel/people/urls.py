"""Addresses of people, teams, delegations, tokens, comments and what one follows."""

from django.urls import path

from lintel.people.views import conversation, delegations, first_run, groups, people, profile, together

app_name = "people"
urlpatterns = [
    path("welcome/", first_run.welcome, name="first-run"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new, name="new"),
    path("people/names/", conversation.names, name="names"),
    path("people/me/", profile.me, name="me"),
    path("people/me/sessions/", profile.sessions, name="sessions"),
    path("people/me/tokens/", profile.tokens, name="tokens"),
    path("people/me/tokens/<int:pk>/revocation/", profile.token_revocation, name="token-revocation"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/edit/", people.edit, name="edit"),
    path("people/<int:pk>/role/", people.role, name="role"),
    path("people/<int:pk>/deactivation/", people.deactivation, name="deactivation"),
    path("people/<int:pk>/reactivation/", people.reactivation, name="reactivation"),
    path("people/<int:pk>/invitation/", people.invitation, name="invitation"),
    path("teams/", groups.teams, name="teams"),
    path("teams/new/", groups.new_team, name="new-team"),
    path("teams/<int:pk>/edit/", groups.edit_team, name="edit-team"),
    path("specialties/", groups.specialties, name="specialties"),
    path("specialties/new/", groups.new_specialty, name="new-specialty"),
    path("specialties/<int:pk>/edit/", groups.edit_specialty, name="edit-specialty"),
    path("delegations/", delegations.delegations, name="delegations"),
    path("delegations/new/", delegations.new, name="new-delegation"),
    path("delegations/<int:pk>/revocation/", delegations.revocation, name="delegation-revocation"),
    path("mentions/", conversation.mentions, name="mentions"),
    path("comments/<int:pk>/", conversation.comment, name="comment"),
    path("comments/<int:pk>/edit/", conversation.edit, name="comment-edit"),
    path("comments/<int:pk>/removal/", conversation.removal, name="comment-removal"),
    path("comments/<str:object_type>/<str:object_id>/", conversation.comments, name="comments"),
    path("together/<str:object_type>/<str:object_id>/", together.together, name="together"),
    path("watches/<str:object_type>/<str:object_id>/", conversation.watch, name="watch"),
]
