"""The config pack of an invitation: what the office has published, so that a laptop works by it at once.

It holds lines as an answer does. The first answer names the same rows, and from then on the answers count.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from pkh_desk.domain.office.config import ConfigFields
from pkh_desk.errors import InvitationInvalid
from pkh_desk.store.log.states import Stored, columns, save_rows
from pkh_desk.store.log.synced import nouns
from pkh_desk.sync.answering.answer import decode, encode
from pkh_desk.sync.answering.rows import read_row_line, row_line

CONFIG = "config"
ROOM = 400_000
"""How many bytes of config an invitation carries; a letterhead with a large logo waits for the answer."""


def config_pack(connection: Connection, today: date) -> list[list[Any]]:
    """Return the lines of the documents in force today or later, the shorter ones first, as far as there is
    room."""
    noun = nouns()[CONFIG]
    listed = ",".join(f'"{name}"' for name in columns(noun))
    sql = f"SELECT {listed} FROM config WHERE NOT deleted ORDER BY effective_from, version"
    wanted: dict[tuple[str, ...], list[Any]] = {}
    for row in connection.exec_driver_sql(sql):
        line = row_line(noun, row)
        kind, since = line[-2]["kind"], line[-2]["effective_from"]
        wanted[(kind,) if since <= today.isoformat() else (kind, since)] = line
    pack, room = [], ROOM
    for text in sorted(map(encode, wanted.values()), key=len):
        room -= len(text)
        if room >= 0:
            pack.append(decode(text))
    return pack


def read_pack(lines: Sequence[Sequence[Any]]) -> dict[str, Stored]:
    """Return the documents by their ids. Raises InvitationInvalid for what is none."""
    try:
        return dict(map(_document, lines))
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise InvitationInvalid(
            "Ketentuan di berkas undangan ini tidak terbaca. Tidak ada yang berubah.",
            "Perbarui program dari USB koordinator, atau minta undangan baru.",
        ) from error


def take_pack(connection: Connection, documents: Mapping[str, Stored]) -> None:
    """Hold these documents, in the place of those of an invitation before."""
    connection.exec_driver_sql("DELETE FROM config")
    save_rows(connection, nouns()[CONFIG], documents)


def _document(line: Sequence[Any]) -> tuple[str, Stored]:
    row = read_row_line(line)
    if row is None or row[0] != CONFIG:
        raise ValueError("not a document")
    _, row_id, stored = row
    told = ConfigFields.model_validate(
        {name: stored.state.values[name] for name in ConfigFields.model_fields}
    )
    if not isinstance(json.loads(told.body), dict):
        raise ValueError("not a document")
    return row_id, stored
