"""A visit to the town by one person with one screen, and what must hold on every page that they see."""

import collections
import functools
import os
import pathlib
import re
import unicodedata
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Who asks, or may want to. Their pages are the lightest.
ASKING = {None, "", "anyone", "neighbour", "asker"}
# Who comes without signing in: those who ask, and people who hold a private link, which is in the path.
NOT_SIGNED_IN = ASKING | {"helper", "match", "link", "invitation", "signIn"}


CATALOGS = pathlib.Path(__file__).parents[2] / "Sources/Words/Catalogs"


@functools.cache
def direction_of(language):
    """The direction in which the letters of a language's catalog run, whatever the program thinks of it."""
    texts = re.findall(r'^msgstr(?:\[\d\])? "(.+)"$', (CATALOGS / f"{language.split('-')[0]}.po").read_text(encoding="utf-8"), re.MULTILINE)
    letters = collections.Counter(unicodedata.bidirectional(letter) for text in texts for letter in re.sub(r"\{[^}]*\}", "", text))
    return "rtl" if letters["R"] + letters["AL"] > letters["L"] else "ltr"


class Visit:
    """One browser context. Everything goes through `open`, `press` and `follow`, which look at each page they end on."""

    def __init__(self, browser, town, width=1280, language="en", scheme="light", scripts=True, chosen=True):
        """`chosen`: the language was chosen from the menu; otherwise it is only what the browser says of itself."""
        self.town, self.width, self.language, self.scripts, self.chosen = town, width, language, scripts, chosen
        self.complaints = []
        self.expected_statuses, self.expected_elsewhere = set(), set()
        self.context = browser.new_context(
            viewport={"width": width, "height": 640 if width < 600 else 900},
            locale=language,
            color_scheme=scheme,
            java_script_enabled=scripts,
            reduced_motion="reduce",
            base_url=town.address,
        )
        self.context.set_default_timeout(20_000)
        self.page = self.context.new_page()
        self.page.on("request", self._request)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script error on {self.page.url}: {error}"))

    def sign_in(self, role):
        """As one of the people that the demo town prints a link for: dispatcher, treasurer, organiser ...

        Such a link works once, so who is signed in stays so for the visits that follow.
        """
        if role in self.town.signed_in:
            self.context.add_cookies(self.town.signed_in[role])
            return
        links = self.town.sign_in_links
        assert role in links, f"The town printed no sign-in link for {role}; it printed {sorted(links)}"
        self.sign_in_by(links[role])
        self.town.signed_in[role] = self.context.cookies()

    def sign_in_by(self, link):
        """By a link that signs in one person, once."""
        self.page.goto(link, wait_until="load")
        if not self.context.cookies():
            # A link that is only looked at, as chat programs do, signs nobody in: the page behind it has a button.
            with self.page.expect_navigation(wait_until="load"):
                self.page.locator("main form button").first.click()
        assert self.context.cookies(), f"A sign-in link signed nobody in; it led to {self.page.url}"

    def come_as(self, role):
        """Signs in, unless the role is one that comes without."""
        if role not in NOT_SIGNED_IN:
            self.sign_in(role)

    def open(self, path, status=200):
        """Goes to a path, in this visit's language, expects that status, and looks at what is there."""
        self.expected_statuses.add(status)
        if self.chosen and not re.search(r"[?&]in=", path):
            path += ("&" if "?" in path else "?") + f"in={self.language}"
        response = self.page.goto(path, wait_until="load")
        assert response.status == status, f"{path} answered {response.status}, not {status}"
        return self.look()

    def press(self, name, status=200):
        """Presses the button of that name (a text or a pattern) and looks at the page that follows."""
        return self._go(self.page.get_by_role("button", name=name), status)

    def follow(self, name, status=200):
        """Follows the link of that name and looks at the page that follows."""
        return self._go(self.page.get_by_role("link", name=name), status)

    def press_on(self, target, status=200):
        """Presses what a locator finds, where a name alone would be one of several, and looks at the page that follows."""
        return self._go(target, status)

    def _go(self, target, status):
        self.expected_statuses.add(status)
        with self.page.expect_navigation(wait_until="load") as navigation:
            target.first.click()
        response = navigation.value
        assert response is None or response.status == status, f"{self.page.url} answered {response.status}, not {status}"
        return self.look()

    def expect_elsewhere(self, address):
        """One address that this visit may leave for; nothing of it is fetched."""
        self.expected_elsewhere.add(address)
        self.page.route(address, lambda route: route.fulfill(body="<title>elsewhere</title>", content_type="text/html"))
        return address

    def look(self):
        """What holds on every page: the language that was asked for, no missing sentence, nothing wider than the screen."""
        page, where = self.page, self.page.url
        html = page.locator("html")
        language, direction = html.get_attribute("lang") or "", html.get_attribute("dir") or "ltr"
        assert language.split("-")[0] == self.language.split("-")[0], f"{where} is in {language!r}, not {self.language!r}"
        assert direction == direction_of(self.language), f"{where} runs {direction}"
        words = page.content()
        assert "⟦" not in words, f"{where} lacks sentences: {sorted(set(re.findall('⟦[^⟧]*⟧?', words)))}"
        wide = page.evaluate(
            """() => { const room = document.documentElement.clientWidth
                return document.documentElement.scrollWidth <= room ? null
                    : [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > room + 1
                        || e.getBoundingClientRect().left < -1).slice(0, 5).map(e => e.outerHTML.slice(0, 120)) }"""
        )
        assert wide is None, f"{where} scrolls sideways at {self.width} px; it is pushed by {wide}"
        self.nothing_to_complain()
        return page

    def axe(self):
        """No violation of WCAG 2.2 AA that axe can see. Needs scripts."""
        assert self.scripts, "axe is a script; look at this page with scripts on"
        found = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": WCAG}}).response["violations"]
        told = [
            f"{violation['id']} ({violation['help']}): {node['html'][:200]} {node.get('failureSummary', '')}"
            for violation in found
            for node in violation["nodes"][:4]
        ]
        assert not found, f"axe on {self.page.url}, {self.width} px, {self.language}:\n" + "\n".join(told)

    def nothing_to_complain(self):
        assert not self.complaints, "\n".join(self.complaints)

    def end(self):
        self.context.close()
        self.nothing_to_complain()

    def _request(self, request):
        parts = urlsplit(request.url)
        if parts.scheme in ("data", "blob", "about") or request.url in self.expected_elsewhere:
            return
        if f"{parts.scheme}://{parts.netloc}" != self.town.address:
            self.complaints.append(f"a request left for {request.url} from {self.page.url}")

    def _console(self, message):
        if message.type != "error":
            return
        # Chromium reports the status of the page itself as an error; one that the test asked for is none.
        status = re.search(r"responded with a status of (\d+)", message.text)
        if status and int(status.group(1)) in self.expected_statuses:
            return
        self.complaints.append(f"console on {self.page.url}: {message.text}")


def start_chromium(playwright):
    """Debian's Chromium, without a screen. As root, as in a container, it only starts without its sandbox."""
    return playwright.chromium.launch(
        executable_path=os.environ.get("ALONGSIDE_CHROMIUM", "/usr/bin/chromium"),
        args=["--no-sandbox"] if os.geteuid() == 0 else [],
    )
