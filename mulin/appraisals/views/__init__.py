"""Pages of appraisals: fetch, act, answer."""
