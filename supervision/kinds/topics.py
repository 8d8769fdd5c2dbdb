"""What the core is told about supervision."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import VISIBLE, Standing
from congress.kinds import Link, NavPlace, registry
from congress.models import Activity, AgendaItem, User
from supervision.access import topics as access
from supervision.demo import build_supervision
from supervision.models import (
    Adjustment,
    CollectedView,
    InquiryQuestion,
    Plan,
    ProjectProgress,
    Publication,
    RareCase,
    Topic,
    TopicActivity,
    TopicFile,
    TopicOffice,
    TopicPerson,
    TopicProposal,
    TopicStep,
)
from supervision.queries.annual import FIGURES
from supervision.queries.desk import desk_items
from supervision.reference import load_fields
from supervision.services.following import meeting_closed, meeting_moved

RANK = 20


def places(user: User, who: Standing) -> list[NavPlace]:
    """监督, for whoever reads it."""
    if not access.reads_supervision(user):
        return []
    return [NavPlace(_("监督"), reverse("supervision"), RANK, under=("/activities/",))]


def item_links(user: User, items: Collection[AgendaItem]) -> Mapping[int, Link]:
    """The topic an item of an agenda is."""
    rows = access.topics(user).filter(item__in=[item.pk for item in items]).values_list("item", "pk")
    return {item: Link(_("监督议题"), reverse("topic", args=[pk])) for item, pk in rows if item}


def activity_links(user: User, activities: Collection[Activity]) -> Mapping[int, Link]:
    """The topic an activity was held for; of several the latest."""
    rows = TopicActivity.objects.filter(
        activity__in=[row.pk for row in activities], topic__in=access.topics(user)
    ).select_related("topic")
    return {
        row.activity_id: Link(
            _("监督议题：%(title)s") % {"title": row.topic.title}, reverse("topic", args=[row.topic_id])
        )
        for row in rows.order_by("id")
    }


VISIBLE[Plan] = access.plans
VISIBLE[TopicProposal] = access.proposals
VISIBLE[Adjustment] = access.adjustments
VISIBLE[Topic] = access.topics
VISIBLE[TopicOffice] = access.offices
VISIBLE[TopicStep] = access.steps
VISIBLE[TopicActivity] = access.activities
VISIBLE[TopicPerson] = access.people
VISIBLE[TopicFile] = access.files
VISIBLE[CollectedView] = access.views
VISIBLE[InquiryQuestion] = access.questions
VISIBLE[ProjectProgress] = access.progress
VISIBLE[Publication] = access.publications
VISIBLE[RareCase] = access.rare_cases
registry.places.append(places)
registry.item_links.append(item_links)
registry.activity_links.append(activity_links)
registry.desk_sources.append(desk_items)
registry.file_sources.append(access.attachments)
registry.reference_loaders.append(load_fields)
registry.demo_builders.append(build_supervision)
registry.annual_figures += FIGURES
registry.meeting_moved.append(meeting_moved)
registry.meeting_closed.append(meeting_closed)
