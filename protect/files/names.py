"""The name of an upload, made harmless: what stays is what a person would read aloud."""

import unicodedata
from pathlib import PurePosixPath

from protect.files.kinds import KINDS
from protect.romanian.text import comma_below

MOST = 120
FORBIDDEN = set('<>:"|?*%;\\/')
ENDINGS = {*KINDS, "jpeg", "html", "htm", "svg", "exe", "js", "docm", "xlsm", "zip", "php", "doc", "xls"}


def safe_name(name: str, kind: str) -> str:
    """`name` without path, control and direction signs, with the ending of what the file is."""
    last = PurePosixPath(name.replace("\\", "/").replace("\0", "")).name
    bare = "".join(sign for sign in comma_below(last) if unicodedata.category(sign)[0] != "C")
    bare = "".join("-" if sign in FORBIDDEN else sign for sign in bare)
    stem = " ".join(bare.split()).strip(". ")
    while "." in stem and stem.rpartition(".")[2].casefold() in ENDINGS:
        stem = stem.rpartition(".")[0].strip(". ")
    return f"{stem[:MOST].strip() or 'document'}.{kind}"
