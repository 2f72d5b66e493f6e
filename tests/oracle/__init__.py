"""A second reading of CONTRACT §3-§8, written apart from the program and compared with it on random campaigns."""
