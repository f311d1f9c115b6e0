"""Pages of the people room, one file for each kind of thing."""
