"""Pages of the stress tests."""
