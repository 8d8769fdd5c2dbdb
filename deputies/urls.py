"""Addresses of suggestions."""

from django.urls import path

from deputies.views import examining, ledger, writing

urlpatterns = [
    path("", ledger.suggestions, name="suggestions"),
    path("new/", writing.new, name="suggestion-new"),
    path("autosave/", writing.autosave, name="suggestion-autosave"),
    path("of/<int:pk>/", ledger.of_followup, name="suggestion-of-followup"),
    path("accept/<int:pk>/", writing.accept_followup, name="suggestion-accept-followup"),
    path("send-back/<int:pk>/", examining.send_back, name="suggestion-send-back"),
    path("decline/<int:pk>/", examining.decline, name="suggestion-decline"),
    path("transfer/<int:pk>/", examining.transfer, name="suggestion-transfer"),
    path("merge/<int:pk>/", examining.merge, name="suggestion-merge"),
    path("withdraw/<int:pk>/", examining.withdraw, name="suggestion-withdraw"),
    path("resubmit/<int:pk>/", writing.resubmit, name="suggestion-resubmit"),
    path("<int:pk>/", ledger.suggestion, name="suggestion"),
    path("<int:pk>/sheet.pdf", ledger.sheet, name="suggestion-sheet"),
    path("<int:pk>/write/", writing.write, name="suggestion-write"),
    path("<int:pk>/files/<int:file>/remove/", writing.remove_file, name="suggestion-remove-file"),
    path("<int:pk>/discard/", writing.discard, name="suggestion-discard"),
    path("<int:pk>/cosigners/", writing.cosigners, name="suggestion-cosigners"),
    path("<int:pk>/submit/", writing.submit, name="suggestion-submit"),
    path("<int:pk>/cosign/", writing.cosign, name="suggestion-cosign"),
]
