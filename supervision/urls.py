"""Addresses of supervision."""

from django.urls import path

from supervision.views import plans, topics, ways, year
from supervision.views.opinions import lists, page, steps, writing

urlpatterns = [
    path("opinions/", lists.opinions, name="opinions"),
    path("opinions/print/", lists.printed, name="opinions-print"),
    path("opinions/export.xlsx", lists.exported, name="opinions-export"),
    path("opinions/new/", writing.choose, name="opinion-new"),
    path("opinions/write/<int:pk>/", writing.write, name="opinion-write"),
    path("opinions/<int:pk>/", page.opinion, name="opinion"),
    path("opinions/<int:pk>/handling/", page.handling_report, name="opinion-handling"),
    path("opinions/<int:pk>/checks/", page.checks, name="opinion-checks"),
    *(
        path(
            f"opinions/<int:pk>/{event.value.replace('_', '-')}/", view, name=f"opinion-{event.value.replace('_', '-')}"
        )
        for event, view in steps.VIEWS.items()
    ),
    path("items/", lists.items, name="opinion-items"),
    path("items/export.xlsx", lists.items_exported, name="opinion-items-export"),
    path("items/<int:pk>/", page.item, name="opinion-item"),
    path("items/<int:pk>/opinion/", page.of_item, name="opinion-of-item"),
    path("items/<int:pk>/split/", page.split_of_item, name="opinion-split-of-item"),
    path("", year.supervision, name="supervision"),
    path("print/", year.printed, name="supervision-print"),
    path("coverage/", year.covered, name="supervision-coverage"),
    path("topics/", year.topics, name="topics"),
    path("topics/export.xlsx", year.exported, name="topics-export"),
    path("plans/new/", plans.new, name="plan-new"),
    path("plans/<int:pk>/call/", plans.call, name="plan-call"),
    path("plans/<int:pk>/call/edit/", plans.call_edit, name="plan-call-edit"),
    path("plans/<int:pk>/call/export.xlsx", plans.proposals_exported, name="plan-proposals-export"),
    path("plans/<int:pk>/propose/", plans.propose, name="plan-propose"),
    path("plans/<int:pk>/merge/", plans.merge, name="plan-merge"),
    path("plans/<int:pk>/draft/", plans.draft, name="topic-new"),
    path("plans/<int:pk>/close-call/", plans.close_call, name="plan-close-call"),
    path("plans/<int:pk>/consult/", plans.consult, name="plan-consult"),
    path("plans/<int:pk>/party-group/", plans.party_group, name="plan-party-group"),
    path("plans/<int:pk>/adopt/", plans.adopt, name="plan-adopt"),
    path("plans/<int:pk>/publish/", plans.publish, name="plan-publish"),
    path("plans/<int:pk>/adjust/", plans.adjust, name="plan-adjust"),
    path("proposals/<int:pk>/", plans.proposal_edit, name="topic-proposal"),
    path("proposals/<int:pk>/take/", plans.proposal_take, name="topic-proposal-take"),
    path("proposals/<int:pk>/drop/", plans.proposal_drop, name="topic-proposal-drop"),
    path("topics/<int:pk>/", topics.topic, name="topic"),
    path("topics/<int:pk>/print/", topics.printed, name="topic-print"),
    path("topics/<int:pk>/edit/", plans.topic_edit, name="topic-edit"),
    path("topics/<int:pk>/remove/", plans.topic_remove, name="topic-remove"),
    path("topics/<int:pk>/scheme/", topics.scheme, name="topic-scheme"),
    path("topics/<int:pk>/files/", topics.files, name="topic-files"),
    path("topics/<int:pk>/activities/", topics.hang, name="topic-hang"),
    path("topics/<int:pk>/activities/<int:activity>/remove/", topics.unhang, name="topic-unhang"),
    path("topics/<int:pk>/agenda/", topics.agenda, name="topic-agenda"),
    path("topics/<int:pk>/views/", topics.view_new, name="topic-view-new"),
    path("topics/<int:pk>/report/", topics.accept_report, name="topic-accept-report"),
    path("topics/<int:pk>/people/", topics.people, name="topic-people"),
    path("topics/<int:pk>/questions/", ways.question_new, name="topic-question-new"),
    path("topics/<int:pk>/questions/print/", ways.questions_printed, name="topic-questions-print"),
    path("topics/<int:pk>/progress/", ways.progress, name="topic-progress"),
    path("topics/<int:pk>/satisfaction/", ways.satisfaction, name="topic-satisfaction"),
    path("steps/<int:pk>/", topics.step, name="topic-step"),
    path("steps/<int:pk>/undo/", topics.step_undo, name="topic-step-undo"),
    path("views/<int:pk>/answer/", topics.view_answer, name="topic-view-answer"),
    path("questions/<int:pk>/", ways.question_edit, name="topic-question"),
    path("questions/<int:pk>/answer/", ways.question_answer, name="topic-question-answer"),
    path("publications/<int:pk>/", topics.publication, name="topic-publication"),
    path("rare/", ways.rare_cases, name="rare-cases"),
    path("rare/new/", ways.rare_new, name="rare-new"),
]
