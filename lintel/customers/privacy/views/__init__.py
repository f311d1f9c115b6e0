"""Pages: the customer's own, and the staff's."""
