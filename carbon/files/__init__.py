"""Files and what stands in them: bytes, tables, documents, records."""
