"""Addresses of supervision."""

from django.urls import path

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
]
