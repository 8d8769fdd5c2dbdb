"""Official documents: how they look, what may be done with them, lists, register, batches."""
