"""Pages of who gets in."""
