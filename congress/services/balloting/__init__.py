"""Commands of a vote: prepare, open, count, count again, close; what is closed is never changed."""
