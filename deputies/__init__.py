"""What deputies do: suggestions and co-signers."""
