"""The papers of a handling: what stands on the office's letters, notices and forms, as official papers."""
