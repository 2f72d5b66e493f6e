"""Documents: facts → view-model → PDF, DOCX and XLSX (DESIGN §9)."""
