"""The pages of this chamber."""
