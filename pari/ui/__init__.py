"""Template tags, and the formats in which people read numbers and dates."""
