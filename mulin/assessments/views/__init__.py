"""Pages of certification: fetch, act, answer."""
