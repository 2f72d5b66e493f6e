"""The append-only log: what was done, by whom, chained by hashes."""
