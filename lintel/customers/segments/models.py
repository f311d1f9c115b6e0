"""Groups of customers by attribute, behaviour and consent; their size, overlap and export."""
