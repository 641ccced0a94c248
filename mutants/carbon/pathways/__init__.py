"""Pathways: targets, projections and what can be done, from inventories and scenarios."""
