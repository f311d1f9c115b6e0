"""What the company's figures mean: metrics that both offices signed, and the model they stand on."""
