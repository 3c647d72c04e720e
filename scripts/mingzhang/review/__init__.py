"""Judging a contribution: what it changes, whether that may be, and a report that people can read."""

from mingzhang.review.judge import Review, review
from mingzhang.review.report import summary

__all__ = ["Review", "review", "summary"]
