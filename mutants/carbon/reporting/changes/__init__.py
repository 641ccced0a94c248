"""Reports of what changed: between frozen years and now, between two years, before and after an upgrade."""
