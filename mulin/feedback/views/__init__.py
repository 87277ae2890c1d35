"""Pages of feedback: fetch, act, answer."""
