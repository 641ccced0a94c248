"""Scenarios: what may be done, the projection year by year, and what follows when a number is changed."""
