"""Addresses of accounts, rosters and the audit ledger."""

from django.contrib.auth.views import LogoutView
from django.urls import path, re_path

from congress.views import account, accounts, calendar, imports, ledger, notices, people, settings

urlpatterns = [
    path("sign-in/", account.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("link/<str:token>/", account.by_link, name="by-link"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="password"),
    path("deputies/", people.deputies, name="deputies"),
    path("deputies/<int:pk>/link/", account.issue_link, name="issue-link"),
    path("directory/", people.directory, name="directory"),
    path("directory/<int:pk>/", people.department, name="department"),
    path("directory/posts/<int:pk>/hand-over/", people.hand_over_post, name="post-hand-over"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/new/", accounts.new, name="account-new"),
    path("accounts/<int:pk>/reset/", accounts.reset, name="account-reset"),
    path("accounts/<int:pk>/enable/", accounts.enable, name="account-enable"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_all, name="notices-read"),
    path("notices/<int:pk>/read/", notices.read, name="notice-read"),
    path("settings/", settings.index, name="settings"),
    path("settings/rules/", settings.rules, name="settings-rules"),
    re_path(r"^settings/rules/(?P<key>[a-z0-9_.]+)/$", settings.rule, name="settings-rule"),
    path("settings/parameters/", settings.parameters, name="settings-parameters"),
    re_path(r"^settings/parameters/(?P<key>[a-z0-9_.]+)/$", settings.parameter, name="settings-parameter"),
    path("settings/reminders/", settings.reminders, name="settings-reminders"),
    path("settings/calendar/", calendar.calendar, name="settings-calendar"),
    path("settings/calendar/<int:pk>/remove/", calendar.remove_day, name="settings-remove-day"),
    path("settings/recompute/", settings.recompute, name="settings-recompute"),
    path("imports/", imports.imports, name="imports"),
    path("imports/new/", imports.new, name="import-new"),
    path("imports/samples/<slug:kind>.xlsx", imports.sample, name="import-sample"),
    path("imports/<int:pk>/", imports.job, name="import"),
    path("imports/<int:pk>/columns/", imports.columns, name="import-columns"),
    path("imports/<int:pk>/words/", imports.words, name="import-words"),
    path("imports/<int:pk>/confirm/", imports.confirm, name="import-confirm"),
    path("imports/<int:pk>/discard/", imports.discard, name="import-discard"),
    path("imports/<int:pk>/resume/", imports.resume, name="import-resume"),
    path("imports/<int:pk>/reopen/", imports.reopen, name="import-reopen"),
    path("imports/<int:pk>/progress/", imports.progress, name="import-progress"),
    path("imports/<int:pk>/failed.xlsx", imports.failed, name="import-failed"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/verify/", ledger.verify, name="ledger-verify"),
]
