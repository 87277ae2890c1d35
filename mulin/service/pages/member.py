"""The part of a member's page about service, and their timeline."""
