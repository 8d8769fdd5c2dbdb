"""A topic begins: adopted by its meeting, with the steps of its way and what has to be published of it."""

from __future__ import annotations

from congress.models import Meeting
from congress.services.base import save
from supervision.models import Publication, Topic, TopicStep
from supervision.rules.topics import TopicState
from supervision.rules.ways import PUBLISHED, RARE, Way, steps_of


def start_topic(topic: Topic, decided_by: Meeting | None) -> Topic:
    """Adopt a locked topic and lay its steps out anew; the caller has checked the decision."""
    way = Way(topic.way)
    topic.state, topic.adopted_by = TopicState.ADOPTED, decided_by if way not in RARE else topic.adopted_by
    save(topic)
    topic.steps.all().delete()
    TopicStep.objects.bulk_create(
        TopicStep(topic=topic, code=step.code, position=position)
        for position, step in enumerate(steps_of(way, again=topic.again), start=1)
    )
    topic.publications.all().delete()
    Publication.objects.bulk_create(Publication(topic=topic, paper=paper) for paper in PUBLISHED.get(way, ()))
    return topic
