"""Commands of the building blocks."""
