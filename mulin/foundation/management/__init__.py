"""Command-line side of the building blocks."""
