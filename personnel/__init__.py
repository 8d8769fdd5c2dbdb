"""Appointments and removals, oaths, and supervision after appointment."""
