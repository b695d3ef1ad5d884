"""Rules that hold for every address of the product, tried on the demo round."""
