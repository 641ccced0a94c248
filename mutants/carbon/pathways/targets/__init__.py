"""Targets: the path that a rule asks for, its checks, and how the inventories stand to it."""
