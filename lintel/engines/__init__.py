"""Engines: computing without Django. Frozen dataclasses and Arrow tables in and out."""
