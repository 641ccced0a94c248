"""What an organisation declares of itself in carbon.toml."""
