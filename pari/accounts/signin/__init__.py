"""Signing in: django-allauth with this project's rules and words. Nobody signs up; accounts come by invitation."""
