"""The projection: the balance of each year, what acts on it, and what it comes to."""
