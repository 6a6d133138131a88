"""Searching: what somebody may see and that holds every word of the question."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from protect.search.registry import KINDS, Kind
from protect.search.words import WORD, stems_of, words_of

SHORTEST_PREFIX = 3
MOST_WORDS = 12
EXCERPT = 220
BODY_WEIGHT = 0.125  # of a word in a title

SQLITE = """
WITH found AS MATERIALIZED (
    SELECT rowid AS id, bm25(search_words, 1.0, {weight}) AS place
    FROM search_words WHERE search_words MATCH %s
)
SELECT d.kind, d.object_id, COUNT(*) OVER () FROM found JOIN search_document d ON d.id = found.id
WHERE {kinds} ORDER BY found.place, d.object_id DESC LIMIT %s OFFSET %s
"""
POSTGRESQL = """
SELECT d.kind, d.object_id, COUNT(*) OVER () FROM search_document d
WHERE d.vector @@ to_tsquery('simple', %s) AND ({kinds})
ORDER BY ts_rank('{{0, 0, {weight}, 1}}', d.vector, to_tsquery('simple', %s)) DESC, d.object_id DESC
LIMIT %s OFFSET %s
"""


FEW = 500
FEW_SQLITE = """
SELECT kind, object_id FROM search_document
WHERE id IN (SELECT rowid FROM search_words WHERE search_words MATCH %s LIMIT %s)
"""
FEW_POSTGRESQL = """
SELECT kind, object_id FROM search_document WHERE vector @@ to_tsquery('simple', %s) LIMIT %s
"""


@dataclass(frozen=True)
class Hit:
    """One thing that was found."""

    kind: Kind
    object: Any
    title: str
    url: str
    excerpt: SafeString
    language: str = ""  # of the excerpt, where it is known


@dataclass(frozen=True)
class Found:
    """A page of hits, and how many there are in all."""

    total: int = 0
    hits: list[Hit] = field(default_factory=list)


def search(
    text: str, *, user: Any, kinds: Collection[str] | None = None, limit: int = 20, offset: int = 0
) -> Found:
    """What `user` may see and that holds every word of `text`; the last word may be unfinished.

    `user` may be an AnonymousUser. `kinds` narrows to some of the registered names.
    """
    terms = [stems_of(word) for word in words_of(text)[:MOST_WORDS]]
    if not terms:
        return Found()
    rows = _rows(terms, _allowed(user, kinds, _few(terms)), limit, offset)
    hits = _hits(rows, user, {stem for stems in terms for stem in stems})
    return Found(rows[0][2] if rows else 0, hits)


def found_keys(text: str, *, user: Any, kind: str, most: int = 1_000) -> list[int]:
    """The primary keys of what `search` would find of one kind, best first, at most `most`."""
    terms = [stems_of(word) for word in words_of(text)[:MOST_WORDS]]
    if not terms:
        return []
    rows = _rows(terms, _allowed(user, [kind], _few(terms)), most, 0)
    return [key for _kind, key, _n in rows]


def _question(terms: Sequence[tuple[str, ...]]) -> str:
    """The terms in the language of the database; they hold letters and digits only."""
    sqlite = connection.vendor == "sqlite"
    groups = []
    for place, stems in enumerate(terms, 1):
        unfinished = place == len(terms)
        asked = []
        for stem in stems:
            prefix = unfinished and len(stem) >= SHORTEST_PREFIX
            asked.append(f'"{stem}"{"*" * prefix}' if sqlite else f"{stem}{':*' * prefix}")
        groups.append("(" + (" OR " if sqlite else " | ").join(asked) + ")")
    return (" AND " if sqlite else " & ").join(groups)


def _few(terms: Sequence[tuple[str, ...]]) -> dict[str, list[int]] | None:
    """What holds the words, by kind, whoever may see it; None where it is more than `FEW`."""
    sql = FEW_SQLITE if connection.vendor == "sqlite" else FEW_POSTGRESQL
    with connection.cursor() as cursor:
        cursor.execute(sql, [_question(terms), FEW + 1])
        rows = cursor.fetchall()
    if len(rows) > FEW:
        return None
    found: dict[str, list[int]] = {}
    for kind, key in rows:
        found.setdefault(kind, []).append(key)
    return found


def _allowed(
    user: Any, names: Collection[str] | None, few: dict[str, list[int]] | None
) -> tuple[str, list[Any]]:
    """A condition: the rows of each kind that `user` may see, as subqueries of the same statement.

    Where few rows hold the words, only of these is asked whether they may be seen.
    """
    conditions, params = [], []
    for kind in KINDS.values():
        if (names is not None and kind.name not in names) or (few is not None and kind.name not in few):
            continue
        visible = kind.visible_to(user).order_by()
        try:
            if few is not None:
                visible = visible.filter(pk__in=few[kind.name])
            seen, values = visible.values("pk").query.sql_with_params()
        except EmptyResultSet:
            continue
        conditions.append(f"(d.kind = %s AND d.object_id IN ({seen}))")
        params += [kind.name, *values]
    return " OR ".join(conditions), params


def _rows(
    terms: Sequence[tuple[str, ...]], allowed: tuple[str, list[Any]], limit: int, offset: int
) -> list[tuple[str, int, int]]:
    kinds, params = allowed
    if not kinds:
        return []
    asked = _question(terms)
    if connection.vendor == "sqlite":
        sql, values = SQLITE, [asked, *params, limit, offset]
    else:
        sql, values = POSTGRESQL, [asked, *params, asked, limit, offset]
    with connection.cursor() as cursor:
        cursor.execute(sql.format(kinds=kinds, weight=BODY_WEIGHT), values)
        return cursor.fetchall()


def _hits(rows: Sequence[tuple[str, int, int]], user: Any, stems: set[str]) -> list[Hit]:
    """The rows as objects, read through `visible_to` once more, one query a kind."""
    objects: dict[tuple[str, int], Model] = {}
    for name in {row[0] for row in rows}:
        keys = [row[1] for row in rows if row[0] == name]
        for obj in KINDS[name].visible_to(user).filter(pk__in=keys):
            objects[name, obj.pk] = obj
    return [_hit(KINDS[name], objects[name, key], stems) for name, key, _n in rows if (name, key) in objects]


def _hit(kind: Kind, obj: Model, stems: set[str]) -> Hit:
    texts = kind.texts(obj)
    shown = texts.shown or [texts.body]
    text = next((text for text in shown if any(_is_asked(w, stems) for w in WORD.findall(text))), shown[0])
    language = getattr(text, "language", "")
    return Hit(kind, obj, texts.title, kind.url(obj), excerpt(text, stems), language)


def excerpt(text: str, stems: set[str]) -> SafeString:
    """The piece of `text` around the first word that was asked for, with those words marked."""
    text = re.sub(r"\s+", " ", text).strip()
    found = [m for m in WORD.finditer(text) if _is_asked(m.group(), stems)]
    begin = max(0, found[0].start() - EXCERPT // 3) if found else 0
    if begin:
        begin = text.find(" ", begin) + 1
    end = begin + EXCERPT
    if end < len(text):
        end = text.rfind(" ", begin, end) + 1 or end
    pieces, at = [], begin
    for match in found:
        if begin <= match.start() and match.end() <= end:
            pieces += [(text[at : match.start()], match.group())]
            at = match.end()
    marked = format_html_join("", "{}<mark>{}</mark>", pieces)
    return format_html(
        "{}{}{}{}", "… " if begin else "", marked, text[at:end].rstrip(), " …" if end < len(text) else ""
    )


def _is_asked(word: str, stems: set[str]) -> bool:
    return any(not stems.isdisjoint(stems_of(part)) for part in words_of(word))
