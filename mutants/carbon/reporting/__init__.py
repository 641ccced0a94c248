"""What is made of a result: JSON, CSV, tables for a terminal and for pandas, and charts. Figures are rounded here."""
