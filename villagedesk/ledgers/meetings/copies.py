"""How much two minutes resemble each other, by the pairs of characters they are made of."""

from collections import Counter
from itertools import pairwise

Pairs = Counter[tuple[str, str]]


def pairs_of(text: str) -> Pairs:
    """The pairs of neighbouring characters, each as often as it occurs; spaces do not count."""
    return Counter(pairwise("".join(text.split())))


def likeness(one: Pairs, other: Pairs, *, least: int) -> int:
    """How many per cent the texts have in common, rounded down; 0 where it is below `least`."""
    sizes = one.total(), other.total()
    if not all(sizes) or 200 * min(sizes) < least * sum(sizes):
        return 0  # too unlike in length to be alike
    fewer, more = (one, other) if len(one) < len(other) else (other, one)
    shared = sum(min(times, more[pair]) for pair, times in fewer.items() if pair in more)
    percent = 200 * shared // sum(sizes)
    return percent if percent >= least else 0
