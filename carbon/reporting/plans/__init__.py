"""Plans, the results of optimisations, for reading and for machines."""
