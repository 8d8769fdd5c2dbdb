"""Reading votes: who could vote, what may be done now, what was found and how it is said."""
