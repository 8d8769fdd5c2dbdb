"""Forms of appointments, each posted to one command."""
