"""Tasks by which tests see what a real worker does."""
