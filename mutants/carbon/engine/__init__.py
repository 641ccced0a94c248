"""The engine: one question to the rows of activity data, and finding rows again. It knows no chemistry."""
