"""Commands of appointments, one transaction each."""
