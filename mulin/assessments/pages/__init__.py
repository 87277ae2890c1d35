"""Wording, lists, links and buttons of certification."""
