"""A page as somebody reads it."""

import html
import re


class Page(str):
    """The words of a page; `in` asks whether a reader finds them.

    html: its bytes as text. status: the HTTP status. response: all of it.
    """

    def __new__(cls, response):
        body = b"".join(response) if response.streaming else response.content
        kind = response.headers.get("Content-Type", "")
        text = body.decode("utf-8", "replace") if "text" in kind or "json" in kind else ""
        page = super().__new__(cls, words(text) if "html" in kind else text)
        page.html, page.status, page.response = text, response.status_code, response
        return page

    @property
    def goes_to(self):
        """Where it sends the reader, or ''."""
        return self.response.headers.get("Location", "")

    @property
    def title(self):
        """What the browser calls it."""
        found = re.search(r"<title>(.*?)</title>", self.html, re.S)
        return html.unescape(found[1]).strip() if found else ""

    @property
    def headings(self):
        """Its h1s."""
        return [words(one) for one in re.findall(r"<h1[^>]*>(.*?)</h1>", self.html, re.S)]

    @property
    def links(self):
        """Where its links lead."""
        return [html.unescape(at) for at in re.findall(r'<a [^>]*href="([^"]*)"', self.html)]


def words(text):
    """HTML without its tags, spaces made single."""
    text = re.sub(r"<(script|style|title)\b.*?</\1>", " ", text, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def grade(text):
    """The Flesch-Kincaid grade of a text (Kincaid and others, 1975): 6 is about 11 years."""
    sentences = max(1, len(re.findall(r"[.!?:]+", text)))
    words = re.findall(r"[A-Za-z]+", text)
    beats = sum(max(1, len(re.findall(r"[aeiouy]+", w.lower().removesuffix("e")))) for w in words)
    return 0.39 * len(words) / sentences + 11.8 * beats / len(words) - 15.59
