"""The format of official documents, GB/T 9704—2012, as plain values, and what follows from it for a text."""
