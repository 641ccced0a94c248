"""Choosing factors with open eyes: searching them, walking the ladder, previewing an upgrade."""
