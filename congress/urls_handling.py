"""Addresses of the steps of a handling: one per event of the transition table, named after it."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from congress.rules.transitions import Event
from congress.views import assigning, documents, evaluating, handling, judging, pressing

View = Callable[..., HttpResponse]


def _step(place: str, event: Event, view: View) -> URLPattern:
    name = event.value.replace("_", "-")
    return path(f"{place}/<int:pk>/{name}/", view, name=name)


FOLLOWUP: dict[Event, View] = {
    Event.PROPOSE: assigning.propose,
    Event.COMMENT: assigning.comment,
    Event.HAND_OVER: assigning.hand_over,
    Event.ALLOT: assigning.allot,
    Event.JUDGE: judging.judge,
    Event.REWORK: evaluating.rework,
    Event.CONFER: evaluating.confer,
    Event.CLOSE: evaluating.close,
    Event.URGE: pressing.urge,
    Event.SUPERVISE: pressing.supervise,
    Event.MARK_KEY: pressing.mark_key,
}
ASSIGNMENT: dict[Event, View] = {
    Event.FORWARD: assigning.forward,
    Event.SIGN_FOR: assigning.sign_for,
    Event.RETURN: assigning.request_return,
    Event.REASSIGN: assigning.reassign,
    Event.REFUSE_RETURN: assigning.refuse_return,
    Event.RAISE: assigning.raise_return,
    Event.CONTACT: handling.contact,
    Event.OPINE: handling.opine,
    Event.RETURN_OPINION: handling.return_opinion,
    Event.ASK_EXTENSION: handling.ask_extension,
    Event.EXTEND: handling.extend,
    Event.REFUSE_EXTENSION: handling.refuse_extension,
    Event.REPLY: handling.reply,
    Event.PASS: handling.pass_reply,
    Event.SEND_BACK_REPLY: handling.send_back_reply,
}
REPLY: dict[Event, View] = {
    Event.EVALUATE: evaluating.evaluate,
    Event.RECORD_EVALUATION: evaluating.record_evaluation,
}
PROMISE: dict[Event, View] = {
    Event.REPORT_PROMISE: pressing.report_promise,
    Event.MOVE_PROMISE: pressing.move_promise,
    Event.EVALUATE_PROMISE: pressing.evaluate_promise,
    Event.CONFIRM_PROMISE: pressing.confirm_promise,
}

urlpatterns = [
    *(_step("handling", event, view) for event, view in FOLLOWUP.items()),
    *(_step("assignments", event, view) for event, view in ASSIGNMENT.items()),
    *(_step("replies", event, view) for event, view in REPLY.items()),
    *(_step("promises", event, view) for event, view in PROMISE.items()),
    path("assignments/<int:pk>/letter.pdf", documents.hand_over_letter, name="hand-over-letter"),
    path("assignments/<int:pk>/work-sheet.pdf", documents.work_sheet_of, name="work-sheet"),
    path("assignments/<int:pk>/rework-notice.pdf", documents.rework_notice, name="rework-notice"),
    path("handling/hand-over-list.pdf", documents.hand_over_lists, name="hand-over-list"),
    path("replies/<int:pk>/opinion-form.pdf", documents.opinion_form, name="opinion-form"),
    path("urgings/<int:pk>/slip.pdf", documents.urging_slip, name="urging-slip"),
    path("requests/<int:pk>/sheet.pdf", documents.request_sheet, name="request-sheet"),
]
