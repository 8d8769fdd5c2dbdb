"""Commands on suggestions: writing, examining, making public."""
