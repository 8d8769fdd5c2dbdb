"""Decisions on major matters, livelihood projects, requests to the Party committee, the year's figures."""
