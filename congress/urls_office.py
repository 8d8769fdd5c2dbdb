"""Addresses of accounts, rosters and the audit ledger."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from congress.views import account, accounts, ledger, people

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
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/verify/", ledger.verify, name="ledger-verify"),
]
