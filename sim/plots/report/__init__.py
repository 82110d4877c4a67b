"""The report: one HTML page of a comparison that opens offline and prints well."""
