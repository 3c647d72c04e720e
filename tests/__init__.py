"""Tests, and what they need: a generator of disclosures and an independent reader of their numbers."""
