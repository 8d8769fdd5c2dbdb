"""Normative documents as read: what may be done, lists, pages, the yearly report."""
