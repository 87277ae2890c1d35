"""Pages of deliberation: fetch, act, answer."""
