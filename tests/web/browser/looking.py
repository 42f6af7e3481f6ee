"""Looking at a page as a browser shows it: what axe finds, what it fetches, whether it fits."""

import re
import time
from urllib.parse import urlsplit

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, 375, 1280)
LOOKED_AT = (375, 1280)  # where axe looks: no layout of ours changes between 320 and 375
HEIGHT = 900
NOT_YET, PATIENT = "We are still working this out", 120  # seconds until what is shown is looked at
SETTLED = 120_000  # milliseconds: how quick a page is, benchmarks judge on a quiet machine


class Reader:
    """Somebody before the browser, signed in or not, with or without script."""

    def __init__(self, browser, site, axe, *, role=None, script=True):
        self.site, self.axe = site, axe
        self.context = browser.new_context(java_script_enabled=script)
        self.page = self.context.new_page()
        self.page.set_default_timeout(SETTLED)
        self.fetched, self.complaints = [], []
        self.page.on("request", lambda one: self.fetched.append(one.url))
        self.page.on("console", self._complain)
        if role:
            self.sign_in(role)

    def close(self):
        self.context.close()

    def sign_in(self, role):
        """Press the role button, as anybody in the demo may."""
        self.page.goto(f"{self.site}/sign-in/")
        with self.page.expect_navigation():
            self.page.locator(f'form[action="/sign-in/as/{role}/"] button').click()

    def open(self, address):
        """Go to a page, again as long as it says that its figures are on their way; its status."""
        self.fetched.clear()
        self.complaints.clear()
        self.page.set_viewport_size({"width": WIDTHS[-1], "height": HEIGHT})
        until = time.monotonic() + PATIENT
        while True:
            self.answer = self.page.goto(self.site + address, wait_until="load", timeout=SETTLED)
            if NOT_YET not in self.answer.text() or time.monotonic() > until:
                return self.answer.status
            time.sleep(1)

    def without_script(self):
        """How many headings of the first rank the page has as it is sent, and if it has words."""
        sent = self.answer.text()
        main = re.sub(r"<[^>]+>", " ", sent.partition("<main")[2].partition("</main>")[0])
        return len(re.findall(r"<h1[ >]", sent)), len(" ".join(main.split())) > 60

    def _complain(self, message):
        if message.type == "error":
            self.complaints.append(message.text)

    @property
    def bytes(self):
        """What the page and everything it loads weigh, uncompressed."""
        return self.page.evaluate(
            """() => ['navigation', 'resource'].flatMap(k => performance.getEntriesByType(k))
              .reduce((sum, one) => sum + one.decodedBodySize, 0)"""
        )

    @property
    def outside(self):
        """What the page fetched from anywhere but its own site."""
        own = urlsplit(self.site).netloc
        away = (url for url in self.fetched if not url.startswith("data:"))
        return [url for url in away if urlsplit(url).netloc != own]

    def faults(self):
        """What axe finds on the page as it is now: rule, element and remedy."""
        if not self.page.evaluate("() => typeof window.axe === 'object'"):
            self.page.evaluate(self.axe)
        found = self.page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags},"
            " resultTypes: ['violations']})",
            TAGS,
        )
        return [
            f"{one['id']}: {node['html'][:160]}: {node['failureSummary'][:240]}"
            for one in found["violations"]
            for node in one["nodes"]
        ]

    def at(self, width):
        """Look at the page at a width."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        return self

    def sticks_out(self):
        """What is wider than the screen, so that the page would have to be pushed sideways."""
        return self.page.evaluate(
            """() => {
              const wide = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= wide) return [];
              return [...document.querySelectorAll('body *')]
                .filter(e => e.getBoundingClientRect().right > wide + 1
                             && !e.closest('.tilth-scroll, .nhsuk-u-visually-hidden'))
                .slice(0, 5).map(e => e.outerHTML.slice(0, 120));
            }"""
        )

    def on_paper(self):
        """The page as it prints: what only a screen can use, and numbers that stay folded away."""
        self.page.emulate_media(media="print")
        try:
            return self.page.evaluate(
                """() => [
                  ...[...document.querySelectorAll('nav, button, form, .nhsuk-skip-link')]
                    .filter(e => e.offsetParent !== null && e.getClientRects().length
                                 && !e.closest('main')),
                  ...[...document.querySelectorAll('details:not(:has(form)) table')]
                    .filter(e => e.closest('details').checkVisibility() && !e.checkVisibility()),
                ].map(e => e.outerHTML.slice(0, 120))"""
            )
        finally:
            self.page.emulate_media(media="screen")
