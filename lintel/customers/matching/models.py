"""Which records are one customer: runs, edges, people's decisions, the review queue."""
