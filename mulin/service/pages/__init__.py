"""Wording, links and tables of service."""
