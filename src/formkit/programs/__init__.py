"""One module for each outside program: whether it is there, and how it is run."""
