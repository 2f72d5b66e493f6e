"""The tables of what the team and the council say (DESIGN §3)."""

from appraisal.models.marks import Exemption, Mark, Ruling

__all__ = ["Exemption", "Mark", "Ruling"]
