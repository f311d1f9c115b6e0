"""Files and tables that hold records, events and consents, and how fresh and good they are."""
