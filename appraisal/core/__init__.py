"""The arithmetic of assigning, comparing marks and voting: values in, values out; the standard library only."""
