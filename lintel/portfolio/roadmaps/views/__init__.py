"""The pages of roadmaps."""
