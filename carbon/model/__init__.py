"""What everything rests on: exact numbers, periods, the standard's words, and problems as values."""
