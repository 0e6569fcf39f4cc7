"""Charts: each takes a measure's frame and an optional Axes and returns the Axes. None of them computes."""
