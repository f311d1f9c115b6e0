"""Lintel: marketing and IT on one beam."""

__version__ = "0.1.0"
