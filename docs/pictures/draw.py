"""Draw what `make demo` prints: python docs/pictures/draw.py, after `make demo`.

Text stays text, so that the picture can be read aloud and searched; no font is fetched.
"""

import html
import io
import sys
import textwrap
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from tilth.cli.main import main

HERE = Path(__file__).parent
WIDE, LINE, LEFT, TOP = 110, 18, 16, 52


def draw(text):
    """An SVG of some lines as a terminal shows them."""
    lines = [part for line in text.splitlines() for part in textwrap.wrap(line, WIDE) or [""]]
    height = TOP + LINE * len(lines) + 12
    spans = "\n".join(
        f'<text x="{LEFT}" y="{TOP + LINE * n}" xml:space="preserve">{html.escape(line)}</text>'
        for n, line in enumerate(lines)
    )
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 {height}" role="img">
<title>What make demo prints</title>
<desc>{html.escape(text)}</desc>
<rect width="900" height="{height}" rx="8" fill="#16211b"/>
<text x="{LEFT}" y="26" font-family="monospace" font-size="13" fill="#9fb8a8">$ make demo</text>
<g font-family="monospace" font-size="13" fill="#eef4ef">
{spans}
</g>
</svg>
"""


def said(folder):
    """What `tilth see show` says of the demo, which is how `make demo` ends."""
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        main(["see", "show", "--place", folder])
    return out.getvalue()


if __name__ == "__main__":
    folder = sys.argv[1] if len(sys.argv) > 1 else "demo"
    (HERE / "demo.svg").write_text(draw(said(folder)), encoding="utf-8")
