"""What holds for all tests."""

from hypothesis import settings

# A test on a busy machine may take long; times are measured in tests/benchmarks and never asserted.
settings.register_profile("toolkit", deadline=None)
settings.load_profile("toolkit")
