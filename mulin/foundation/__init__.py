"""Building blocks without a domain word: time, refusals, sealed fields, workbooks, uploads, search."""
