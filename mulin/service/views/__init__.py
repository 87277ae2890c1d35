"""Pages of service: fetch, act, answer."""
