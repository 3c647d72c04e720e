"""`python -m tests.picture`: make the picture of the README from the built portal in `site/`."""

from __future__ import annotations

import base64
from pathlib import Path

from playwright.sync_api import Browser

from tests.browsing import launched, serving

ROOT = Path(__file__).parents[1]
TARGET = ROOT / ".github" / "images" / "portal.png"
PAGE = "d/141123-014-2023-dept-budget/"
ORIGIN = "d/141123-014-2023-dept-budget/source/#L160C3"
FRAME = """
<style>
  body {{ margin: 0; background: #e9e6dc; width: 1360px; height: 760px; position: relative; overflow: hidden }}
  img {{ position: absolute; box-shadow: 0 8px 30px #0003 }}
  #desk {{ left: 40px; top: 40px; width: 1000px; border-radius: 10px }}
  #phone {{ right: 40px; top: 90px; width: 290px; border-radius: 22px }}
</style>
<img id="desk" src="{desk}"><img id="phone" src="{phone}">
"""


def shot(browser: Browser, address: str, width: int, height: int) -> str:
    """A page at one size, as a data address."""
    page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=1.5)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    data = page.screenshot()
    page.close()
    return f"data:image/png;base64,{base64.b64encode(data).decode()}"


def main() -> None:
    """Take both pictures and lay them on one sheet."""
    with serving(ROOT / "site") as base, launched() as browser:
        sheet = browser.new_page(viewport={"width": 1360, "height": 760})
        sheet.set_content(
            FRAME.format(desk=shot(browser, base + PAGE, 1400, 949), phone=shot(browser, base + ORIGIN, 390, 780))
        )
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        sheet.screenshot(path=TARGET)


if __name__ == "__main__":
    main()
