"""Mutated workbooks, as many as wanted, always the same ones for the same seed.

`python -m tests.workbook.mutating 100000` reads that many (`make fuzz`); the ordinary suite 5,000.
"""

import io
import random
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator

from beneficiaries.workbook.archive import Refused, check
from beneficiaries.workbook.reading import pack
from protect.files.child import Limits, call

MANY = "beneficiaries.workbook.reading:read_many"
BATCH = 250
NASTY = [
    b"", b"\x00", b"\xff\xfe", b"<", b"&x;", b"]]>", b"-1", b"9" * 400, b"XFD1048576", b"A0", b"1e999",
    b"NaN", b"<!DOCTYPE x [<!ENTITY x 'y'>]>", b"=1+1", b"#REF!", "Ț\u202e\u200b".encode(), b'r="ZZZZZ9"',
    b't="b"', b't="e"', b't="s"', b't="inlineStr"', b't="d"', b"<f>1+</f>", b"<v/>", b'<c r="A1"/>',
    b"2099-99-99", b"//", b"..\\",
]  # fmt: skip


def mutants(original: bytes, number: int, seed: int = 7) -> Iterator[bytes]:
    """A third bytes of the archive, a third bytes of a member, a third whole members and tags."""
    chance = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(original)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for place in range(number):
        kind = place % 3
        if kind == 0:
            yield mutated(original, chance)
            continue
        names = list(members)
        name = chance.choice([n for n in names if "sheet" in n or n.endswith("workbook.xml")] + names)
        changed = dict(members)
        if kind == 1:
            changed[name] = mutated(members[name], chance)
        elif chance.random() < 0.3:
            changed.pop(name)
        elif chance.random() < 0.3:
            changed[name] = members[chance.choice(names)]
        else:
            changed[name] = without_a_tag(members[name], chance)
        yield packed(changed)


def packed(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def mutated(content: bytes, chance: random.Random) -> bytes:
    """A few bytes flipped, cut out, doubled, or something nasty put in."""
    found = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(found) + 1)
        act = chance.randrange(4)
        if act == 0 and at < len(found):
            found[at] = chance.randrange(256)
        elif act == 1:
            del found[at : at + chance.randint(1, 60)]
        elif act == 2:
            found[at:at] = found[at : at + chance.randint(1, 200)]
        else:
            found[at:at] = chance.choice(NASTY)
    return bytes(found)


def without_a_tag(content: bytes, chance: random.Random) -> bytes:
    """A tag or a value lost, doubled or turned into something nasty: it stays XML more often than not."""
    pieces = [piece for piece in re.split(rb"(?<=>)|(?=<)", content) if piece]
    at = chance.randrange(len(pieces))
    act = chance.randrange(3)
    if act == 0:
        pieces[at] = b""
    elif act == 1:
        pieces[at] = re.sub(
            rb'"[^"]*"', b'"' + chance.choice(NASTY).replace(b'"', b"") + b'"', pieces[at], count=1
        )
    else:
        pieces.insert(at, pieces[at])
    return b"".join(pieces)


def read_all(original: bytes, number: int, seed: int = 7) -> Iterator[tuple[bytes, dict]]:
    """Each mutant with what came of it: refused at once, or by a child that reads many."""
    batch: list[bytes] = []
    for mutant in mutants(original, number, seed):
        try:
            check(mutant)
        except Refused as refusal:
            yield mutant, {"refused": refusal.code}
            continue
        batch.append(mutant)
        if len(batch) == BATCH:
            yield from by_child(batch)
            batch = []
    yield from by_child(batch)


def by_child(batch: list[bytes]) -> Iterator[tuple[bytes, dict]]:
    """A child that died would raise `ChildFailed`: no mutant may do that."""
    if batch:
        limits = Limits(memory=1024, processor=120, clock=600)
        yield from zip(batch, call(MANY, pack(batch), limits), strict=True)


def main() -> None:
    """The big run: no database, no Django test; a workbook written by the bare library."""
    from tests.workbook.plain_book import plain_book

    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**9)
    print(f"seed {seed}", flush=True)
    seen: Counter[str] = Counter()
    for place, (_mutant, answer) in enumerate(read_all(plain_book(), number, seed), 1):
        seen[answer.get("refused", "read")] += 1
        if place % 10_000 == 0:
            print(place, dict(seen), flush=True)
    print(f"{sum(seen.values()):,} mutated workbooks, no child died: {dict(seen)}")


if __name__ == "__main__":
    main()
