"""What people do with goals."""
