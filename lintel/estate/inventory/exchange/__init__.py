"""The inventory as files: the columns of its tables, and models of other tools."""
