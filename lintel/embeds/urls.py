"""Addresses of the room: nouns."""

from django.urls import path

from lintel.embeds.views import placements, postings, skills

app_name = "embeds"
urlpatterns = [
    path("", placements.overview, name="overview"),
    path("matching/", postings.matching, name="matching"),
    path("gaps/", skills.gaps, name="gaps"),
    path("never/", skills.never, name="never"),
    path("leads/", skills.leads, name="leads"),
    path("leads/<int:pk>/removal/", skills.lead_removal, name="lead-removal"),
    path("skills/", skills.skills, name="skills"),
    path("skills/new/", skills.new_skill, name="new-skill"),
    path("skills/<int:pk>/", skills.skill, name="skill"),
    path("mine/", skills.mine, name="mine"),
    path("mine/<int:pk>/removal/", skills.removal, name="removal"),
    path("matrix/", skills.matrix, name="matrix"),
    path("people/<int:pk>/", skills.person, name="person"),
    path("levels/<int:pk>/confirmation/", skills.confirmation, name="confirmation"),
    path("postings/", postings.postings, name="postings"),
    path("postings/new/", postings.new, name="new-posting"),
    path("postings/<int:pk>/", postings.posting, name="posting"),
    path("postings/<int:pk>/edit/", postings.edit, name="edit-posting"),
    path("postings/<int:pk>/withdrawal/", postings.withdrawal, name="posting-withdrawal"),
    path("placements/", placements.placements, name="placements"),
    path("placements/new/", placements.new, name="new-placement"),
    path("placements/<int:pk>/", placements.placement, name="placement"),
    path("placements/<int:pk>/terms/", placements.terms, name="terms"),
    path("placements/<int:pk>/acceptance/", placements.acceptance, name="acceptance"),
    path("placements/<int:pk>/refusal/", placements.refusal, name="refusal"),
    path("placements/<int:pk>/withdrawal/", placements.withdrawal, name="withdrawal"),
    path("placements/<int:pk>/notes/", placements.notes, name="notes"),
    path("placements/<int:pk>/check-ins/", placements.check_ins, name="check-ins"),
    path("placements/<int:pk>/closing/", placements.closing, name="closing"),
]
