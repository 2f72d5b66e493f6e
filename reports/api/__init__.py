"""The REST API, version 1: what CONTRACT §9 lists. Every view begins with what its reader may see."""
