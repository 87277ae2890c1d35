"""Wording, links, buttons and lists of relations and floating members."""
