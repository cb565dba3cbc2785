"""Find in a blank form every place meant to be filled, and say what it is called and of what kind it is."""
