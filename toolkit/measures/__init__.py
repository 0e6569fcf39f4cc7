"""Measures: each takes a table and returns a tidy frame of a declared schema. None of them draws."""
