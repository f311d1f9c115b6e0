"""Agreed metrics and questions: everybody asks, within what guards allow."""
