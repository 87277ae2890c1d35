"""Pages of places, organisations, units, premises and staff: fetch, act, answer."""
