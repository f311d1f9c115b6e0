"""What a customer allowed, per purpose and channel; the strictest word wins."""
