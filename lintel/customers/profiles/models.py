"""The golden record of a customer, where each value comes from, and who may see it."""
