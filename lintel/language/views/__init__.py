"""Pages of the language room."""
