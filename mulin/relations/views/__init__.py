"""Pages of relations and floating members: fetch, act, answer."""
