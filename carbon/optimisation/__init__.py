"""The cheapest way there: which measures, when, and how much renewable power, so that every target is kept."""
