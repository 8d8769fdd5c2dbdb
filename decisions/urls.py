"""Addresses of decisions."""

from django.urls import path

from decisions.views import lists, matters, projects, requests

urlpatterns = [
    path("", matters.matters, name="matters"),
    path("export.xlsx", matters.exported, name="matters-export"),
    path("new/", matters.new, name="matter-new"),
    path("<int:pk>/", matters.matter, name="matter"),
    path("<int:pk>/do/<slug:code>/", matters.step, name="matter-step"),
    path("views/<int:pk>/", matters.answer_view, name="matter-view-answer"),
    path("tasks/<int:pk>/", matters.task, name="matter-task"),
    path("lists/", lists.lists, name="matter-lists"),
    path("lists/new/", lists.new, name="matter-list-new"),
    path("lists/<int:year>/", lists.one, name="matter-list"),
    path("lists/<int:year>/print/", lists.printed, name="matter-list-print"),
    path("lists/<int:year>/export.xlsx", lists.exported, name="matter-list-export"),
    path("lists/<int:year>/add/", lists.add, name="matter-list-add"),
    path("lists/<int:year>/adopt/", lists.adopt, name="matter-list-adopt"),
    path("lists/entries/<int:pk>/remove/", lists.remove, name="matter-list-remove"),
    path("projects/", projects.years, name="project-years"),
    path("projects/new/", projects.new, name="projects-new"),
    path("projects/<int:year>/", projects.one, name="projects"),
    path("projects/<int:year>/print/", projects.printed, name="projects-print"),
    path("projects/<int:year>/export.xlsx", projects.exported, name="projects-export"),
    path("projects/<int:year>/public/", projects.public, name="projects-public"),
    path("projects/<int:year>/do/<slug:code>/", projects.step, name="projects-step"),
    path("projects/item/<int:pk>/<int:month>/", projects.progress, name="project-progress"),
    path("requests/", requests.requests, name="party-requests"),
    path("requests/export.xlsx", requests.exported, name="party-requests-export"),
    path("requests/new/", requests.new, name="party-request-new"),
    path("requests/<int:pk>/", requests.one, name="party-request"),
    path("requests/<int:pk>/send/", requests.send, name="party-request-send"),
    path("requests/<int:pk>/reply/", requests.reply, name="party-request-reply"),
]
