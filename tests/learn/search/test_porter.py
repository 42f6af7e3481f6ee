"""Stems as Porter's paper and SQLite have them."""

import sqlite3

import pytest

from tilth.demo.corpus import corpus
from tilth.learn.search.porter import stem
from tilth.learn.search.tokens import WORD, folded

PAPER = """caresses caress ponies poni ties ti caress caress cats cat feed feed agreed agre
plastered plaster bled bled motoring motor sing sing conflated conflat troubled troubl sized size
hopping hop tanned tan falling fall hissing hiss fizzed fizz failing fail filing file happy happi
sky sky relational relat conditional condit rational ration valenci valenc digitizer digit
conformabli conform radicalli radic differentli differ vileli vile analogousli analog
vietnamization vietnam predication predic operator oper feudalism feudal decisiveness decis
hopefulness hope callousness callous formaliti formal sensitiviti sensit sensibiliti sensibl
triplicate triplic formative form formalize formal electriciti electr electrical electr
hopeful hope goodness good revival reviv allowance allow inference infer airliner airlin
gyroscopic gyroscop adjustable adjust defensible defens irritant irrit replacement replac
adjustment adjust dependent depend adoption adopt communism commun activate activ
angulariti angular homologous homolog effective effect bowdlerize bowdler probate probat rate rate
cease ceas controll control roll roll ies ie eed e yes ye""".split()


@pytest.mark.parametrize(("word", "stands"), list(zip(PAPER[::2], PAPER[1::2], strict=True)))
def test_words_of_the_paper_have_its_stems(word, stands):
    assert stem(word) == stands


def test_what_is_not_a_plain_english_word_stays():
    for word in ("is", "a", "café", "x" * 65, "1234s", "straße"):
        assert stem(word) == word


def test_the_twin_in_the_index_has_the_same_stems():
    texts = [f"{one['title']} {one['words']}" for one in corpus(400, seed=5)]
    words = sorted({folded(word) for text in texts for word in WORD.findall(text)})
    at = sqlite3.connect(":memory:")
    at.execute("create virtual table t using fts5(a, tokenize='porter unicode61')")
    at.execute("create virtual table v using fts5vocab(t, 'instance')")
    at.executemany("insert into t(rowid, a) values (?, ?)", enumerate(words))
    theirs = {words[number]: term for term, number in at.execute("select term, doc from v")}
    assert len(theirs) > 1_000
    assert theirs == {word: stem(word) for word in words}
