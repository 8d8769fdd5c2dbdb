"""Importing an office's own workbooks: reading, settling words, checking, writing. See docs/importing.md."""
