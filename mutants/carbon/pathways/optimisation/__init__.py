"""The cheapest way there: which measures, when, and how much renewable power, so that every target is kept.

The choice is a mixed-integer programme on the energy balance, in binary floats; the plan that it chooses is then worked
out exactly by the projection, and held against the targets there.
"""
