"""J11: a room makes a ripple map by keyboard alone, puts it right, and chooses what mattered.

In Chromium on the demo, at a desk and on a phone, with and without script.
"""

import pytest

from tests.web.browser.looking import HEIGHT, Reader

NAMED = """() => {
  const one = document.activeElement;
  const label = one.labels && one.labels[0] ? one.labels[0].innerText : '';
  return (label || one.innerText || '').trim().replace(/\\s+/g, ' ');
}"""
MOST = 150  # presses of Tab after which somebody would have given up


@pytest.fixture
def seated(chromium, served, axe):
    """A function that seats the chair, with or without script."""
    readers = []

    def seat(script):
        readers.append(Reader(chromium, served, axe, role="chair", script=script))
        return readers[-1]

    yield seat
    for one in readers:
        one.close()


class Keyboard:
    """Somebody who has a keyboard and no mouse."""

    def __init__(self, one):
        self.one, self.page = one, one.page

    def to(self, name):
        """Press Tab until what is called `name` has the focus."""
        for _ in range(MOST):
            self.page.keyboard.press("Tab")
            if self.focused.startswith(name):
                return
        raise AssertionError(f"Tab never reaches {name!r}")

    @property
    def focused(self):
        """What the focused part of the page is called."""
        return self.page.evaluate(NAMED)

    @property
    def at(self):
        """The id of the focused part."""
        return self.page.evaluate("() => document.activeElement.id")

    def write(self, words):
        """Type over what is there."""
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def press(self, key="Enter"):
        """Press a key that leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def alt(self, letter):
        """Press an access key, as Chromium hears it: the key, then its letter."""
        told = {"modifiers": 1, "key": letter, "unmodifiedText": letter, "text": letter}
        told["windowsVirtualKeyCode"] = ord(letter.upper())
        hand = self.page.context.new_cdp_session(self.page)
        with self.page.expect_navigation():
            for kind in ("rawKeyDown", "char", "keyUp"):
                hand.send("Input.dispatchKeyEvent", {"type": kind, **told})
        hand.detach()

    @property
    def reads(self):
        """The words of the page."""
        return " ".join(self.page.locator("main").inner_text().split())


def begun(keys, title):
    keys.one.open("/learn/ripples/")
    keys.to("Begin a ripple map")
    keys.press()
    keys.to("What began it?")
    keys.write(title)
    keys.to("When did it begin?")
    keys.page.keyboard.type("01022025")
    keys.to("Begin it")
    keys.press()


def added(keys, words, good="", planned=""):
    assert keys.at == "add-words"
    keys.write(words)
    if good:
        keys.to("Was it good or bad?")
        keys.page.keyboard.type(good)
        keys.to("Was it planned?")
        keys.page.keyboard.type(planned)
        keys.to("Add it, and go on from it")
    keys.press()
    assert keys.at == "add-words"


def put_right(keys):
    keys.to("Change its words")
    keys.press()
    assert keys.at == "change-words"
    keys.write("Four of them began a choir")
    keys.press()
    assert keys.at == "add-words"
    keys.write("The car park filled up")
    keys.press()
    keys.to("Move it")
    keys.press()
    assert keys.at == "move-after"
    keys.page.keyboard.type("1 Tw")
    keys.to("Move it")
    keys.press()
    assert "1.2 The car park filled up" in keys.reads
    keys.to("Take it back")
    keys.press()
    assert keys.at == "take-it-back"
    keys.press()
    assert "The car park filled up" not in keys.reads


def chosen(keys):
    keys.to("Choose what mattered most")
    keys.press()
    keys.to("Ask which change mattered most")
    keys.press()
    assert keys.at == "pick-ripple"
    keys.page.keyboard.type("1.1")
    keys.to("Why that one?")
    keys.write("People who live alone sing together")
    keys.to("Whose choice is it?")
    keys.write("Green 3")
    keys.to("Keep this choice")
    keys.press()
    assert "The one voice so far chose “Four of them began a choir”." in keys.reads


def looks_well(one, width):
    one.at(width)
    assert one.faults() == []
    assert one.sticks_out() == []


@pytest.mark.parametrize(("width", "script"), [(1280, True), (375, False)])
def test_J11_a_room_makes_a_ripple_map_by_keyboard_alone(seated, width, script):
    """J11: added, gone along, put right, moved, taken back and chosen from without a mouse."""
    one = seated(script)
    one.page.set_viewport_size({"width": width, "height": HEIGHT})
    keys = Keyboard(one)
    begun(keys, f"Walks to the ground {width}")
    added(keys, "Twenty came to walk")
    added(keys, "Two of them began a choir", good="Good", planned="No")
    assert "1.1 Two of them began a choir" in keys.reads
    if script:
        keys.to("1.1 Two of them began a choir")
        one.page.keyboard.press("ArrowLeft")
        assert keys.focused.startswith("1 Twenty came to walk")
        one.page.keyboard.press("ArrowDown")
        assert keys.focused.startswith("1.1 Two")
        one.page.keyboard.press("Enter")
        one.page.wait_for_load_state()
        looks_well(one, width)
        one.page.reload()
    else:
        keys.alt("u")
        assert "What followed from it?" in keys.reads
        assert keys.page.locator("#now-h").inner_text() == "1 Twenty came to walk"
        assert keys.at == "add-words"
        keys.alt("n")
        assert keys.page.locator("#now-h").inner_text() == "1.1 Two of them began a choir"
    put_right(keys)
    chosen(keys)
    assert one.outside == []
    if script:
        looks_well(one, width)
        one.open("/learn/ripples/matchday-ripples/")
        for at in (320, width):
            looks_well(one, at)
