"""The estate as a picture: what is shown, in which order, as SVG."""
