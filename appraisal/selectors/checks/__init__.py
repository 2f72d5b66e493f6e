"""Reading second marks: one's own, the lead's, and what they say of agreement."""
