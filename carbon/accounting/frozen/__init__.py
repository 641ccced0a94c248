"""What a frozen year holds, and how an inventory is computed from it."""
