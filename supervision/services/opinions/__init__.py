"""Commands of a deliberation opinion, from the draft to what follows a vote."""
