"""Activity data: files as they come, and the one question that is asked of their rows. It knows no chemistry."""
