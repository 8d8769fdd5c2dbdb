"""Reading meetings: who is there, what stands on the agenda, what hangs on the date."""
