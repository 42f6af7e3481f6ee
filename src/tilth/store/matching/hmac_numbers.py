"""The first 63 bits of HMAC-SHA-256 of many short texts at once, compiled.

The same numbers as tokens.number in SQL, many times as fast: the key's own blocks are hashed once,
and LANES texts side by side, so that one instruction serves several. Source: FIPS 180-4; RFC 2104.
"""

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numba import njit

from tilth.store.matching.tokens import BLOCK, LARGEST

LANES = 32
AT_ONCE = 1 << 17  # texts to a core
LONGEST = BLOCK - 9  # bytes of a text that fits one block with its end mark and length

_PRIMES = [p for p in range(2, 312) if all(p % q for q in range(2, p))]


def _fraction(prime, root):
    """The first 32 bits of the fraction of a prime's square or cube root, by whole numbers."""
    scaled = prime << (32 * root)
    low, high = 0, 1 << 40
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**root <= scaled else (low, middle - 1)
    return low & 0xFFFFFFFF


FIRST = np.array([_fraction(p, 2) for p in _PRIMES[:8]], np.uint32)
ROUNDS = np.array([_fraction(p, 3) for p in _PRIMES], np.uint32)


def hmac_numbers(key, prefix, numbers):
    """The number of each text, `prefix` followed by a whole number; shape (n,), from 0.

    key: 1 to 64 bytes. prefix: ASCII of at most 30 letters. numbers: int64, from 0.
    Raises ValueError for a key too long or a number below 0.
    """
    if not 1 <= len(key) <= BLOCK:
        raise ValueError(f"a key has 1 to {BLOCK} bytes")
    numbers = np.asarray(numbers, np.int64)
    if len(numbers) and numbers.min() < 0:
        raise ValueError("a record number is from 0")
    padded = np.frombuffer(key.ljust(BLOCK, b"\0"), np.uint8)
    before = np.frombuffer(prefix.encode("ascii"), np.uint8)
    out = np.empty(len(numbers), np.int64)

    def some(begin):
        part = slice(begin, begin + AT_ONCE)
        with np.errstate(over="ignore"):
            _hmacs(padded, before, numbers[part], out[part], FIRST, ROUNDS)

    with ThreadPoolExecutor(os.cpu_count()) as workers:
        list(workers.map(some, range(0, len(numbers), AT_ONCE)))
    return out & LARGEST


@njit(cache=True, nogil=True)
def _turn(x, n):
    return (x >> np.uint32(n)) | (x << np.uint32(32 - n))


@njit(cache=True, nogil=True)
def _compress(state, words, rounds, kept):
    """One block of SHA-256 into a state of 8 words, of every lane.

    words: (64, LANES), the first 16 rows filled in. kept: room for a state. Row by row what were
    a to h turn about in `kept`, so that none is moved.
    """
    for t in range(16, 64):
        made, far, near = words[t], words[t - 16], words[t - 15]
        old, new = words[t - 7], words[t - 2]
        for k in range(LANES):
            x, y = near[k], new[k]
            s0 = _turn(x, 7) ^ _turn(x, 18) ^ (x >> np.uint32(3))
            s1 = _turn(y, 17) ^ _turn(y, 19) ^ (y >> np.uint32(10))
            made[k] = np.uint32(far[k] + s0 + old[k] + s1)
    kept[:] = state
    for t in range(64):
        a, b, c, d = kept[-t & 7], kept[(1 - t) & 7], kept[(2 - t) & 7], kept[(3 - t) & 7]
        e, f, g, h = kept[(4 - t) & 7], kept[(5 - t) & 7], kept[(6 - t) & 7], kept[(7 - t) & 7]
        word, constant = words[t], rounds[t]
        for k in range(LANES):
            x = e[k]
            s1 = _turn(x, 6) ^ _turn(x, 11) ^ _turn(x, 25)
            h[k] = np.uint32(h[k] + s1 + ((x & f[k]) ^ (~x & g[k])) + constant + word[k])
        for k in range(LANES):
            d[k] = np.uint32(d[k] + h[k])
        for k in range(LANES):
            x = a[k]
            s0 = _turn(x, 2) ^ _turn(x, 13) ^ _turn(x, 22)
            h[k] = np.uint32(h[k] + s0 + ((x & b[k]) ^ (x & c[k]) ^ (b[k] & c[k])))
    for i in range(8):
        for k in range(LANES):
            state[i, k] = np.uint32(state[i, k] + kept[i, k])


@njit(cache=True, nogil=True)
def _keyed(key, pad, first, rounds, words, kept):
    """The state after the key's own block, in every lane."""
    state = np.empty_like(kept)
    for i in range(8):
        state[i] = first[i]
    for t in range(16):
        word = np.uint32(0)
        for k in range(4):
            word = np.uint32((word << np.uint32(8)) | np.uint32(key[4 * t + k] ^ pad))
        words[t] = word
    _compress(state, words, rounds, kept)
    return state


@njit(cache=True, nogil=True)
def _spell(prefix, number, words, lane, block, digits):
    """A text and its end mark and length as one block of words, in one lane."""
    many = 0
    while number > 0 or many == 0:
        digits[many] = 48 + number % 10
        number //= 10
        many += 1
    size = prefix.size + many
    block[: prefix.size] = prefix
    for k in range(many):
        block[prefix.size + k] = digits[many - 1 - k]
    block[size] = 0x80
    block[size + 1 :] = 0
    for t in range(15):
        word = np.uint32(0)
        for k in range(4):
            word = np.uint32((word << np.uint32(8)) | np.uint32(block[4 * t + k]))
        words[t, lane] = word
    words[15, lane] = np.uint32(8 * (64 + size))


@njit(cache=True, nogil=True)
def _hmacs(key, prefix, numbers, out, first, rounds):
    words, kept = np.zeros((64, LANES), np.uint32), np.zeros((8, LANES), np.uint32)
    inner = _keyed(key, np.uint8(0x36), first, rounds, words, kept)
    outer = _keyed(key, np.uint8(0x5C), first, rounds, words, kept)
    state, block, digits = inner.copy(), np.zeros(64, np.uint8), np.zeros(20, np.uint8)
    for begin in range(0, numbers.size, LANES):
        some = min(LANES, numbers.size - begin)
        for lane in range(some):
            _spell(prefix, numbers[begin + lane], words, lane, block, digits)
        state[:] = inner
        _compress(state, words, rounds, kept)
        words[:8] = state
        words[8] = np.uint32(0x80000000)
        words[9:15] = np.uint32(0)
        words[15] = np.uint32(8 * (64 + 32))
        state[:] = outer
        _compress(state, words, rounds, kept)
        for lane in range(some):
            out[begin + lane] = np.int64(state[0, lane]) << 32 | np.int64(state[1, lane])
