"""What people do with reward rules."""
