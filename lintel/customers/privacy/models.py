"""The customer's own page, and erasure that is verified everywhere."""
