"""The law as dated rows: loading, keeping, reading."""
