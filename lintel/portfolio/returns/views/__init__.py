"""Pages of the chamber."""
