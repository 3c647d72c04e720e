"""Releases of the catalog: dated, judged as a whole, the same bytes from the same commit, recorded for ever."""

from mingzhang.releases.make import Made, make_release
from mingzhang.releases.plan import Plan, Refused, plan_release

__all__ = ["Made", "Plan", "Refused", "make_release", "plan_release"]
