"""The campaign workbook: one XLSX file is a whole campaign (CONTRACT §3)."""
