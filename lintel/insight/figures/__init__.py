"""Tables of figures that people bring: a day, what it is about, and numbers, as datasets of the warehouse."""
