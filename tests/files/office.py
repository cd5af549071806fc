"""Small office files, good ones, and the means to spoil them: parts, relations, types and the bytes of the archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"
OFFICE = "application/vnd.openxmlformats-officedocument"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)

_MAIN = {
    "docx": ("word/document.xml", f"{OFFICE}.wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{OFFICE}.spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{OFFICE}.presentationml.presentation.main+xml"),
}

Parts = dict[str, bytes]


def types(main: str, kind: str, *more: tuple[str, str]) -> bytes:
    overrides = [(f"/{main}", kind), *more]
    said = "".join(f'<Override PartName="{name}" ContentType="{of}"/>' for name, of in overrides)
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types">{default}{said}</Types>'.encode()


def relations(*said: tuple[str, str] | tuple[str, str, str]) -> bytes:
    """Each: the last word of its type, its target, and where that is not inside, External."""
    found = []
    for number, (kind, target, *mode) in enumerate(said, start=1):
        outside = f' TargetMode="{mode[0]}"' if mode else ""
        found.append(f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target="{target}"{outside}/>')
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(found)}</Relationships>'.encode()


def document(body: str = "<w:p><w:r><w:t>正文</w:t></w:r></w:p>") -> bytes:
    return f'<?xml version="1.0"?><w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'.encode()


def sheet(cell: str = "<c r='A1'><v>1</v></c>") -> bytes:
    return f'<worksheet xmlns="{SHEET}"><sheetData><row r="1">{cell}</row></sheetData></worksheet>'.encode()


def parts(
    kind: str,
    *more_types: tuple[str, str],
    related: Iterable[tuple[str, str] | tuple[str, str, str]] = (),
    more: Mapping[str, bytes] | None = None,
) -> Parts:
    """The parts of a good file of this kind, with these further types, relations of its main part, and parts."""
    main, of = _MAIN[kind]
    folder, _, name = main.partition("/")
    body = {"docx": document(), "xlsx": f'<workbook xmlns="{SHEET}"/>'.encode()}.get(
        kind, f'<p:presentation xmlns:p="{SLIDE}"/>'.encode()
    )
    made = {
        "[Content_Types].xml": types(main, of, *more_types),
        "_rels/.rels": relations(("officeDocument", main)),
        main: body,
        f"{folder}/_rels/{name}.rels": relations(*related),
    }
    return made | dict(more or {})


def zipped(made: Mapping[str, bytes] | Iterable[tuple[zipfile.ZipInfo | str, bytes]], **options: Any) -> bytes:
    data = io.BytesIO()
    each = made.items() if isinstance(made, Mapping) else made
    with zipfile.ZipFile(data, "w", options.pop("compression", zipfile.ZIP_DEFLATED), **options) as archive:
        for name, content in each:
            archive.writestr(name, content)
    return data.getvalue()


def good(kind: str, *more_types: tuple[str, str], **how: Any) -> bytes:
    return zipped(parts(kind, *more_types, **how))


def directory_at(data: bytes, number: int) -> int:
    """Where the entry of this number stands in the directory of the archive."""
    at = data.index(b"PK\x01\x02")
    for _ in range(number):
        at = data.index(b"PK\x01\x02", at + 4)
    return at


def patched(data: bytes, at: int, new: bytes) -> bytes:
    return data[:at] + new + data[at + len(new) :]
