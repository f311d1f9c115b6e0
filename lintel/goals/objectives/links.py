"""The names of links between goals and the work of other rooms."""

SERVES = "serves"  # links from the work (a proposal, a request) to the goal it serves
