"""Pages of registration: fetch, act, answer."""
