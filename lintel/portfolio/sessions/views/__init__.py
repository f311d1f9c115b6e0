"""Pages of backlog sessions."""
