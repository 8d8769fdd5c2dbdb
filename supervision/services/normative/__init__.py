"""Commands on normative documents: filing, review, catalogues."""
