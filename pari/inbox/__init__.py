"""Notices to people: always in the program, by e-mail as well where that is set up (DESIGN §7)."""
