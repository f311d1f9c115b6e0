"""One customer's timeline, and the flow between touchpoints of many."""
