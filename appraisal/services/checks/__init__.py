"""Second marks: drawn or asked for, given blind, compared, settled (DESIGN §7)."""
