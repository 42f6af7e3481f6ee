"""Makes static/nhsuk again from the pinned package: python -m tilth.web.front_end PACKAGE.tgz

PACKAGE.tgz is what `npm pack nhsuk-frontend@10.6.1` writes. The script needs no network and no
Node, refuses any other package, and writes the same bytes every time.
"""

import hashlib
import re
import sys
import tarfile
from pathlib import Path

VERSION = "10.6.1"
SHA512 = (
    "3d9a2ba90663671fc0dbac89a2c9022fdcf489be80b64032174a382bf447afcc"
    "d1ac9c97ad43829cc6e3cb454d5ec18ee2d7d334cc2a964c004cab386b4c5acb"
)
STYLE = f"package/dist/nhsuk/nhsuk-frontend-{VERSION}.min.css"
INTO = Path(__file__).parent / "static" / "nhsuk"
HEAD = f"/* nhsuk-frontend {VERSION}, MIT, (c) NHS England: pruned by tilth.web.front_end */\n"
# What no page of ours uses: their header draws a logo that is not ours to draw.
UNUSED = (
    "nhsuk-action-link nhsuk-account nhsuk-header nhsuk-hero nhsuk-images nhsuk-image nhsuk-footer "
    "nhsuk-card--care nhsuk-care-card nhsuk-icon__ nhsuk-icon- nhsuk-logo nhsuk-password-input "
    "nhsuk-file-upload nhsuk-navigation nhsuk-organisation nhsuk-transactional nhsuk-review-date "
    "nhsuk-login nhsuk-sub-navigation nhsuk-do-dont nhsuk-list--tick nhsuk-list--cross "
    "nhsuk-search-input nhsuk-notification-banner nhsuk-code nhsuk-contents-list nhsuk-scroll "
    "nhsuk-related-nav nhsuk-u-one-half nhsuk-u-one-third nhsuk-u-one-quarter nhsuk-u-two-thirds "
    "nhsuk-u-three-quarters nhsuk-button--reverse nhsuk-button--login nhsuk-button--brand "
    "nhsuk-expander nhsuk-details--expander nhsuk-tabs nhsuk-frontend-supported nhsuk-pagination "
    "nhsuk-card nhsuk-panel nhsuk-back-link nhsuk-task-list nhsuk-character-count nhsuk-icon "
    "nhsuk-button-group nhsuk-body-l nhsuk-u-font nhsuk-u-text nhsuk-u-width nhsuk-u-display "
    "nhsuk-link nhsuk-breadcrumb--reverse nhsuk-table-container nhsuk-section-break "
    "nhsuk-table--reverse nhsuk-table--responsive nhsuk-table--compact nhsuk-table--no-border "
    "nhsuk-table--striped nhsuk-table__panel nhsuk-table__heading-tab nhsuk-caption--bottom "
    "nhsuk-checkboxes--small nhsuk-checkboxes--inline nhsuk-radios--small nhsuk-radios--inline "
    "nhsuk-input-wrapper nhsuk-input--large nhsuk-input--code nhsuk-form-group--inline "
    "nhsuk-label-wrapper nhsuk-warning-callout nhsuk-details--reverse nhsuk-tag"
).split()
CROSS = "::-webkit-search-cancel-button"
"""Its picture is in the package's folder; without it the browser draws its own, not a black box."""
SPACING = re.compile(r"nhsuk-u-(static-)?(margin|padding)-")


class Damaged(ValueError):
    """The package is not the pinned one, or the style sheet is not what we take it for."""


def style_of(package):
    """The style sheet in a package, once its bytes are known to be the pinned ones."""
    if hashlib.sha512(Path(package).read_bytes()).hexdigest() != SHA512:
        raise Damaged(f"this is not nhsuk-frontend {VERSION} as published")
    with tarfile.open(package) as box:
        return box.extractfile(STYLE).read().decode()


def blocks(css):
    """A style sheet as (selector, inside), one level deep; inside a media query, parse again."""
    start = depth = opened = 0
    for at, letter in enumerate(css):
        if letter == "{":
            depth, opened = depth + 1, opened if depth else at
        elif letter == "}":
            depth -= 1
            if not depth:
                yield css[start:opened], css[opened + 1 : at]
                start = at + 1
        elif letter == ";" and not depth:
            yield css[start : at + 1], None
            start = at + 1


def pruned(css):
    """The style sheet without fonts from elsewhere and without what no page of ours uses."""
    kept = []
    for selector, inside in blocks(re.sub(r"/\*.*?\*/|@charset[^;]*;", "", css, flags=re.S)):
        selector = selector.strip()
        if inside is None or selector == "@font-face":
            continue
        if selector.startswith(("@media", "@supports")):
            within = pruned(inside)
            kept.append(f"{selector}{{{within}}}" if within else "")
            continue
        # Little pictures from the package's own folder: arrows and crosses that script would need.
        inside = ";".join(line for line in inside.split(";") if "url(/assets" not in line)
        used = selector if selector.startswith("@") else ",".join(_used(selector))
        kept.append(f"{used}{{{inside}}}" if used else "")
    return re.sub(r'"?Frutiger W01"?,\s*arial', "Arial,Helvetica", "".join(kept))


def _used(selector):
    for one in re.split(r",(?![^(]*\))", selector):
        unused = SPACING.search(one) or any(f".{name}" in one for name in UNUSED)
        if not unused and CROSS not in one:
            yield one


def main(package):
    """Write the style sheet where the site serves it."""
    css = HEAD + pruned(style_of(package)) + "\n"
    outside = re.findall(r"https?://(?!www\.w3\.org)[^)\"' ]+|url\(\"?/[^)]*", css)
    if outside:
        raise Damaged(f"the style sheet still asks for {outside[0]}")
    INTO.mkdir(parents=True, exist_ok=True)
    (INTO / "nhsuk.css").write_text(css, encoding="utf-8")
    print(f"{INTO.name}/nhsuk.css: {len(css.encode()):,} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
