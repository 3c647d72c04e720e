"""A hub over several portals, one of each prefecture: what they hold, and a way to find a unit in all of them."""

from mingzhang.hub.read import read_site
from mingzhang.hub.sites import Listed, Site, judge_sites
from mingzhang.hub.write import Hub, write_hub

__all__ = ["Hub", "Listed", "Site", "judge_sites", "read_site", "write_hub"]
