"""The papers of the appraisal: minutes, letters, sheets, proposal, decision."""
