"""Frozen years: taking them down, computing from them again, comparing them, and moving to newer factors."""
