"""Takes pictures of ten pages, to be looked at by people: run with `make pictures`.

Each is taken at the width of a phone, a laptop and a large screen, in light and in dark.
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import ViewportSize

from tests.browser.chromium import MISSING, find_chromium, started
from tests.browser.typical import ROOT, build_typical

LAYOUTS = (
    "pages/home.html",
    "pages/customers.html",
    "records/customer.html",
    "pages/structure.html",
    "pages/agreement_register.html",
    "records/agreement.html",
    "records/meeting.html",
    "pages/actions.html",
    "pages/service_levels.html",
    "pages/contacts.html",
)
WIDTHS = (360, 1280, 1920)


def main(folder: Path) -> None:
    """Build the sample's site and take the pictures, as `customer-360-dark.png`."""
    program = find_chromium()
    if program is None:
        sys.exit(MISSING)
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as built, started(program) as browser:
        site = build_typical(ROOT, Path(built))
        for width, scheme in product(WIDTHS, ("light", "dark")):
            viewport: ViewportSize = {"width": width, "height": 900}
            with browser.new_context(viewport=viewport, color_scheme=scheme) as context:  # type: ignore[arg-type]
                page = context.new_page()
                for layout in LAYOUTS:
                    page.goto((site.folder / site.page_of[layout]).as_uri())
                    name = f"{Path(layout).stem}-{width}-{scheme}.png"
                    # Cards that are not in sight are not drawn.
                    height = page.evaluate("document.documentElement.scrollHeight")
                    page.set_viewport_size({"width": width, "height": height})
                    page.screenshot(path=folder / name)
                    page.set_viewport_size(viewport)
    sys.stdout.write(f"{len(LAYOUTS) * len(WIDTHS) * 2} pictures are in {folder}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
