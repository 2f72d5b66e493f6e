"""Pages for people at work: each folder is one place, each page a thin face of services and selectors."""
