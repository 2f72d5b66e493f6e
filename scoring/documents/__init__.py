"""Papers about what agencies say of themselves."""
