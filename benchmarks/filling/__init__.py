"""Fills an empty database with a large, valid company, straight through the models and in bulk."""
