"""First drafts of documents from what the house knows: pure functions from facts to text, one module a subject."""
