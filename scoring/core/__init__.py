"""The arithmetic of the index: pure, exact, standard library only (CONTRACT §4–§7)."""
