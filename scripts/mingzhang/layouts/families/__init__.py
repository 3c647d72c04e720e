"""All families of printed forms. A new one is a file beside these and one line in `FAMILIES`."""

from __future__ import annotations

from mingzhang.layouts.families.general.budget import BUDGET as GENERAL_BUDGET
from mingzhang.layouts.families.general.final import FINAL as GENERAL_FINAL
from mingzhang.layouts.families.shaanxi import FINAL as SHAANXI_FINAL
from mingzhang.layouts.families.shanxi.budget import BUDGET as SHANXI_BUDGET
from mingzhang.layouts.families.shanxi.final import FINAL as SHANXI_FINAL
from mingzhang.layouts.model import Family

FAMILIES: tuple[Family, ...] = (
    SHANXI_BUDGET,
    SHANXI_FINAL,
    SHAANXI_FINAL,
    GENERAL_BUDGET,
    GENERAL_FINAL,
)
"""Where two families explain a document equally well, the one that stands first here is chosen."""
