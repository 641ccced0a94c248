"""Targets: the rules, the path that one asks for, its checks, and how the inventories stand to it."""
