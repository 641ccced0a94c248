"""Published figures computed again by the code that computes inventories."""
