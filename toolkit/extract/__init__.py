"""Pure functions: one parsed page in, fields out. No files, no network."""
