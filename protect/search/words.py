"""A text as the words that are indexed and asked for: folded, and stemmed in both languages.

Folding comes before stemming, so that a word gives the same stems however it was typed. Every word has
a Romanian and an English stem; a question finds either. The databases get words that are ready, and
do nothing of their own to them: that is why both find the same.
"""

import re
import threading
from functools import lru_cache

import snowballstemmer

from protect.romanian.text import fold

WORD = re.compile(r"[^\W_]+")
LONGEST_WORD = 60
MOST_WORDS = 50_000
# Endings that the stemmer knows only with their diacritics, and plurals that it does not know.
ENDINGS = (
    (re.compile(r"ti(e|a|i|ei|ile|ilor)$"), r"ți\1"),
    (re.compile(r"(?<=\w{4})ari$"), "are"),
    (re.compile(r"(?<=\w{3})uri(le|lor)?$"), ""),
)
# Stems of one word that sound differently in its forms, or are short enough to lose the stemmer.
SAME = {
    "cop": "copil",
    "femei": "feme",
    "tiner": "tanar",
    "scol": "scoal",
    "bucurest": "bucur",
    "fet": "fat",
    "barbat": "barbat",
    "vict": "victim",
    "traficant": "trafic",
    "childr": "child",
    "children": "child",
    "women": "woman",
    "men": "man",
}
stemmers = threading.local()


def words_of(text: str) -> list[str]:
    """The folded words of `text`, in their order."""
    return [word[:LONGEST_WORD] for word in WORD.findall(fold(text))]


@lru_cache(maxsize=100_000)
def stems_of(word: str) -> tuple[str, ...]:
    """One or two stems of a folded word: the Romanian, then the English where it is another."""
    if not hasattr(stemmers, "ro"):
        stemmers.ro, stemmers.en = snowballstemmer.stemmer("romanian"), snowballstemmer.stemmer("english")
    spelled = word
    for ending, better in ENDINGS:
        spelled = ending.sub(better, spelled)
    romanian, english = fold(stemmers.ro.stemWord(spelled)), fold(stemmers.en.stemWord(word))
    return tuple(dict.fromkeys(SAME.get(stem, stem) for stem in (romanian, english) if stem))


def indexed(text: str) -> str:
    """What the index keeps of `text`: all stems, with spaces between."""
    return " ".join(stem for word in words_of(text)[:MOST_WORDS] for stem in stems_of(word))
