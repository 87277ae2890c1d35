"""Pages of boards: fetch, act, answer."""
