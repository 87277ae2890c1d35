"""Views of points."""
