"""Addresses of suggestions."""

from django.urls import path

from deputies.views import archive, bulk, bulletin, entering, examining, ledger, publishing, suggestion, writing

urlpatterns = [
    path("", ledger.suggestions, name="suggestions"),
    path("print/", ledger.printed, name="suggestions-print"),
    path("export.xlsx", ledger.exported, name="suggestions-export"),
    path("columns/", ledger.columns, name="suggestions-columns"),
    path("views/", ledger.save, name="suggestions-save-view"),
    path("views/<int:pk>/delete/", ledger.delete, name="suggestions-delete-view"),
    path("bulk/", bulk.bulk, name="suggestions-bulk"),
    path("bulk/done/", bulk.bulk_done, name="suggestions-bulk-done"),
    path("enter/", entering.enter, name="suggestion-enter"),
    path("similar/", entering.like, name="suggestion-similar"),
    path("bulletin/", bulletin.bulletin, name="suggestion-bulletin"),
    path("bulletin/print/", bulletin.printed, name="suggestion-bulletin-print"),
    path("bulletin/export.xlsx", bulletin.exported, name="suggestion-bulletin-export"),
    path("new/", writing.new, name="suggestion-new"),
    path("autosave/", writing.autosave, name="suggestion-autosave"),
    path("of/<int:pk>/", suggestion.of_followup, name="suggestion-of-followup"),
    path("accept/<int:pk>/", writing.accept_followup, name="suggestion-accept-followup"),
    path("send-back/<int:pk>/", examining.send_back, name="suggestion-send-back"),
    path("decline/<int:pk>/", examining.decline, name="suggestion-decline"),
    path("transfer/<int:pk>/", examining.transfer, name="suggestion-transfer"),
    path("merge/<int:pk>/", examining.merge, name="suggestion-merge"),
    path("withdraw/<int:pk>/", examining.withdraw, name="suggestion-withdraw"),
    path("resubmit/<int:pk>/", writing.resubmit, name="suggestion-resubmit"),
    path("reenter/<int:pk>/", entering.reenter, name="suggestion-reenter"),
    path("<int:pk>/", suggestion.suggestion, name="suggestion"),
    path("<int:pk>/sheet.pdf", suggestion.sheet, name="suggestion-sheet"),
    path("<int:pk>/archive.pdf", archive.archive, name="suggestion-archive"),
    path("<int:pk>/publish/", publishing.publish, name="suggestion-publish"),
    path("<int:pk>/unpublish/", publishing.unpublish, name="suggestion-unpublish"),
    path("<int:pk>/notices/", suggestion.notices, name="suggestion-notices"),
    path("<int:pk>/write/", writing.write, name="suggestion-write"),
    path("<int:pk>/files/<int:file>/remove/", writing.remove_file, name="suggestion-remove-file"),
    path("<int:pk>/discard/", writing.discard, name="suggestion-discard"),
    path("<int:pk>/cosigners/", writing.cosigners, name="suggestion-cosigners"),
    path("<int:pk>/submit/", writing.submit, name="suggestion-submit"),
    path("<int:pk>/cosign/", writing.cosign, name="suggestion-cosign"),
]
