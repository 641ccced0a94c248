"""Frozen years: taking them down, computing from them again, and saying what has moved since."""
