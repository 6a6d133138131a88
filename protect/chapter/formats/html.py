"""HTML: the body that the public page shows, and the same body as a file that stands alone."""

import base64
from collections.abc import Iterator, Mapping

from django.utils.html import escape

from protect.chapter.document import Block, Document, Heading, Listing, Paragraph, Photo, Picture, Runs, Table

STYLE = (
    "body{max-width:44em;margin:2em auto;padding:0 1em;font:1.05em/1.5 'Source Sans 3',system-ui,sans-serif}"
    "table{border-collapse:collapse;margin:1em 0}caption{text-align:left;font-weight:bold;padding:.4em 0}"
    "th,td{border-bottom:1px solid #c9d1d6;padding:.4em .6em;text-align:left}.num{text-align:right}"
    ".note{font-size:.9em;color:#4a5763}figure{margin:1em 0}svg,img{max-width:100%;height:auto}"
    ".scroll{overflow-x:auto}.scroll svg{min-width:30em;max-width:none}"
    "blockquote{margin:1em 0;padding-left:1em;border-left:4px solid #c9d1d6}"
)


def write_html(document: Document) -> bytes:
    """A whole page: no script, no cookie, nothing from another host."""
    page = (
        f'<!doctype html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(document.title)}</h1>\n{body(document)}</main>\n</body>\n</html>\n"
    )
    return page.encode()


def body(document: Document, addresses: Mapping[str, str] | None = None) -> str:
    """Everything below the title; a photo is shown from its address, or stands in the page itself."""
    parts = [f'<p class="note">{escape(document.statement)}</p>\n']
    for block in document.blocks:
        parts += element(document, block, addresses)
    return "".join(parts)


def element(document: Document, block: Block, addresses: Mapping[str, str] | None = None) -> Iterator[str]:
    """One block as HTML."""
    match block:
        case Heading():
            name = f' id="{escape(block.anchor)}"' if block.anchor else ""
            yield f"<h{block.level}{name}>{escape(block.text)}</h{block.level}>\n"
        case Paragraph(look="quote"):
            yield f"<blockquote><p>{inline(block.runs)}</p></blockquote>\n"
        case Paragraph():
            look = ' class="note"' if block.look else ""
            yield f"<p{look}>{inline(block.runs)}</p>\n"
        case Listing():
            tag = "ol" if block.numbered else "ul"
            items = "".join(f"<li>{inline(item)}</li>\n" for item in block.items)
            yield f"<{tag}>\n{items}</{tag}>\n"
        case Table():
            yield from table(document, block)
        case Picture():
            yield from figure(document, block)
        case Photo():
            yield from photo(block, (addresses or {}).get(block.code, ""))


def inline(runs: Runs) -> str:
    """Runs as HTML; links only where the Markdown of the chapter allows one."""
    parts = []
    for run in runs:
        words = str(escape(run.text))
        words = f"<strong>{words}</strong>" if run.bold else words
        words = f"<em>{words}</em>" if run.italic else words
        parts.append(f'<a href="{escape(run.href)}">{words}</a>' if run.href else words)
    return "".join(parts)


def table(document: Document, found: Table) -> Iterator[str]:
    """A table with its caption, column headings and row headings, and its notes below."""
    look = [' class="num"' if found.is_numeric(column) else "" for column in range(len(found.heading))]
    yield f'<div class="scroll" role="group" tabindex="0" aria-label="{escape(found.caption)}"><table>\n'
    yield f"<caption>{escape(found.caption)}</caption>\n<thead><tr>"
    for column, words in enumerate(found.heading):
        yield f'<th scope="col"{look[column]}>{escape(words)}</th>'
    yield "</tr></thead>\n<tbody>\n"
    for row in found.rows:
        yield f'<tr><th scope="row">{escape(document.written(row[0]))}</th>'
        for column, value in enumerate(row[1:], 1):
            yield f"<td{look[column]}>{escape(document.written(value))}</td>"
        yield "</tr>\n"
    yield "</tbody>\n</table></div>\n"
    for note in found.notes:
        yield f'<p class="note">{escape(note)}</p>\n'


def figure(document: Document, picture: Picture) -> Iterator[str]:
    """The chart inline, so that its words are text and its type the page's; its table follows at once."""
    drawing = document.drawings.get(picture.code)
    yield f'<figure id="chart-{escape(picture.code)}"><figcaption>{escape(picture.title)}</figcaption>\n'
    if drawing:
        yield f'<div class="scroll" role="group" tabindex="0" aria-label="{escape(picture.title)}">'
        yield f"{drawing.svg}</div>"
    else:
        yield f"<p>{escape(picture.description)}</p>"
    yield f'\n<p class="note">{escape(picture.source)}</p></figure>\n'
    if not any(block == picture.table for block in document.blocks):
        yield from table(document, picture.table)


def photo(found: Photo, address: str) -> Iterator[str]:
    """A picture with its description; one that the file has to carry itself stands in it as data."""
    data = f"data:{found.mime};base64,{base64.b64encode(found.content).decode()}" if found.content else ""
    caption = f"<figcaption>{escape(found.caption)}</figcaption>\n" if found.caption else ""
    yield f'<figure id="picture-{escape(found.code)}">{caption}'
    yield f'<img src="{escape(address or data or found.address)}" alt="{escape(found.description)}">\n'
    yield f'<p class="note">{escape(found.credit)}</p></figure>\n' if found.credit else "</figure>\n"
