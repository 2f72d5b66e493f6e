"""Pages about the appraisal."""
