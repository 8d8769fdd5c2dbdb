"""What is read of suggestions: a page, the ledger, similar ones, the bulletin; all from what one may see."""
