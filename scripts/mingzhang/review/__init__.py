"""Judging a contribution: what it changes, whether that may be, and a report that people can read."""

from mingzhang.review.judge import Review, review
from mingzhang.review.report import summary
from mingzhang.review.rules import Allowed

__all__ = ["Allowed", "Review", "review", "summary"]
