"""Writes the files that Fjell & Fern's departments would export."""
