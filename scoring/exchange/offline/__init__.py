"""An agency's sheet as an Excel file to take along, and its way back: a three-way merge (docs/workflow.md)."""
