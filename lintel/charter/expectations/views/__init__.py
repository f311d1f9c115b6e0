"""Pages of this chamber."""
