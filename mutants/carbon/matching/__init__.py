"""Matching: from what a factor is wanted for to the factor, with the reason."""
