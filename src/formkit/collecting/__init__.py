"""Which packages of an inbox are one submission, which of them counts, and what they come to together."""
