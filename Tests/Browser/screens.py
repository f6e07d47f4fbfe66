"""Takes pictures of every page of the demo town for docs/screens/. Run it through bin/screens.

    screens.py FOLDER [NAME...]
"""

import pathlib
import sys

from playwright.sync_api import sync_playwright

import town as towns
from visit import Visit, start_chromium

WAYS = {
    "phone": {"width": 320},
    "phone-dark-arabic": {"width": 320, "language": "ar", "scheme": "dark"},
    "desk": {"width": 1280},
    "desk-dark": {"width": 1280, "scheme": "dark"},
}
# What the README shows is what fits on a screen of this height; all others are whole pages.
AT_FIRST_SIGHT = {("ask", "phone"): 640, ("askDesk", "desk"): 1240}


def main():
    folder, names = pathlib.Path(sys.argv[1]), sys.argv[2:]
    folder.mkdir(parents=True, exist_ok=True)
    pages = towns.pages()  # makes private links, so it comes before the copy that is served
    with sync_playwright() as playwright, towns.Town() as town:
        browser = start_chromium(playwright)
        for page in pages:
            if names and page["name"] not in names:
                continue
            for way, how in WAYS.items():
                visit = Visit(browser, town, **how)
                visit.come_as(page["role"])
                visit.open(page["path"])
                height = AT_FIRST_SIGHT.get((page["name"], way))
                if height:
                    visit.page.set_viewport_size({"width": how["width"], "height": height})
                visit.page.screenshot(path=folder / f"{page['name']}-{way}.png", full_page=height is None)
                visit.context.close()
            print(page["name"], file=sys.stderr)
        browser.close()
    towns.forget()


main()
