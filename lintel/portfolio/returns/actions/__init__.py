"""What people do with assumptions and returns."""
