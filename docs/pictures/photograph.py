"""Photograph the site: python docs/pictures/photograph.py ADDRESS [NAME ...],

such as http://127.0.0.1:8000 area, while `tilth demo` shows it there; every picture unless named.
Signs in by role buttons, waits for figures that are on their way, writes PNGs beside itself.
Needs Chromium; TILTH_CHROMIUM names it where it is not at /usr/bin/chromium.
"""

import os
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
DESK, PHONE = 1280, 375
NOT_YET, PATIENT = "We are still working this out", 120  # seconds
# role: name, address, width, height in pixels
TAKEN = {
    "Analyst": (
        ("home", "/", DESK, 1000),
        ("area", "/see/areas/GRM-OPLD/", DESK, 1500),
        ("area-phone", "/see/areas/GRM-OPLD/", PHONE, 1200),
        ("indicator", "/see/indicators/inactive_adults/neighbourhood/", DESK, 1500),
        ("change", "/see/indicators/falls/place/#change", DESK, 900),
        ("compare", "/see/compare/", DESK, 1100),
        ("matching", "/see/data/matching/", DESK, 1100),
    ),
    "Independent chair": (
        ("agree", "/agree/", DESK, 1500),
        ("decision", "/agree/decisions/D-042/", DESK, 1500),
        ("map", "/agree/map/", DESK, 1500),
        ("balance", "/agree/balance/place-board/", DESK, 1400),
        ("public-phone", "/agree/public/", PHONE, 1200),
    ),
    "Secretariat": (
        ("tell-phone", "/tell/", PHONE, 1100),
        ("stories", "/learn/stories/", DESK, 1100),
        ("practice", "/learn/practices/matchday-moves/", DESK, 1000),
        ("planted", "/learn/practices/matchday-moves/#went-h", DESK, 600),
        ("ripples", "/learn/ripples/matchday-ripples/", DESK, 1100),
        ("conditions", "/learn/conditions/", DESK, 1100),
        ("barriers", "/learn/barriers/", DESK, 1000),
        ("timeline", "/learn/timeline/", DESK, 1150),
    ),
}


def photograph(site, names=()):
    """Every picture the documentation shows, or those named."""
    with sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=os.environ.get("TILTH_CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page()
        for role, taken in TAKEN.items():
            page.context.clear_cookies()
            page.goto(f"{site}/sign-in/")
            page.get_by_role("button", name=role).click()
            for name, address, width, height in taken:
                if not names or name in names:
                    page.set_viewport_size({"width": width, "height": height})
                    whole(page, site + address)
                    page.screenshot(path=HERE / f"{name}.png")
        browser.close()


def whole(page, address):
    """Open a page, again as long as it says that its figures are on their way."""
    until = time.monotonic() + PATIENT
    page.goto(address, timeout=120_000)
    while NOT_YET in page.content() and time.monotonic() < until:
        time.sleep(1)
        page.goto(address, timeout=120_000)


if __name__ == "__main__":
    photograph(sys.argv[1].rstrip("/"), sys.argv[2:])
