"""Commands of config documents: what is in force, since when, and publishing another from a day on."""

import json

from pkh_desk.cli.call import Call, Commands, path, read_day
from pkh_desk.errors import InvalidInput, Problem


def add(office: Commands) -> None:
    """Add these commands."""
    config = office.group("config", "ketentuan kantor: batas, aturan surat, kesiapan, alasan")
    show = config.add("show", "ketentuan yang berlaku dan versinya", _show)
    show.add_argument("kind", nargs="?", metavar="KIND", help="tanpa ini semua disebut")
    show.add_argument("--on", metavar="D", help="pada tanggal ini; bawaan hari ini")
    publish = config.add("publish", "menerbitkan isi berkas ini; jawaban berikutnya membawanya", _publish)
    publish.add_argument("kind", metavar="KIND")
    publish.add_argument("file", metavar="FILE.json")
    publish.add_argument("--since", metavar="D", help="berlaku sejak; bawaan hari ini")


def _show(call: Call) -> None:
    from pkh_desk.actions.office.config import body_on
    from pkh_desk.domain.dates import say_date
    from pkh_desk.domain.office.config_shapes import CONFIG_KINDS
    from pkh_desk.views.office.config import config_kinds

    kind = call.args.kind
    if kind is not None and kind not in CONFIG_KINDS:
        known = ", ".join(CONFIG_KINDS)
        raise InvalidInput([Problem("kind", f"Ketentuan {kind} tidak dikenal. Yang ada: {known}.")])
    with call.desk() as desk:
        if kind is not None:
            body = body_on(desk, kind, read_day(call.args.on, desk.today()))
            call.out.result(body, json.dumps(body, ensure_ascii=False, indent=2).splitlines())
            return
        found = config_kinds(desk)
    lines = []
    for each in found:
        now = each.now
        words = f"versi {now.version} sejak {say_date(now.since)}" if now else "bawaan program"
        lines.append(f"{each.kind:20}  {words:31}  {each.title}")
    call.out.result(found, lines)


def _publish(call: Call) -> None:
    from pkh_desk.actions.office.config import publish_config
    from pkh_desk.domain.dates import say_date

    args = call.args
    try:
        body = json.loads(path(args.file).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise InvalidInput([Problem("file", "Berkas itu tidak terbaca sebagai JSON.")]) from error
    if not isinstance(body, dict):
        raise InvalidInput([Problem("file", "Berkas itu tidak berisi ketentuan.")])
    with call.desk() as desk:
        since = read_day(args.since, desk.today(), "since")
        try:
            version = publish_config(desk, args.kind, body, since)
        except InvalidInput as error:
            # A form shows each sentence at its field; here the field has to be said.
            named = [Problem(each.field, f"{each.field}: {each.text}") for each in error.problems]
            raise InvalidInput(named) from error
    words = f"{args.kind} versi {version} berlaku sejak {say_date(since)}. Jalankan office answer."
    call.out.result({"kind": args.kind, "version": version, "since": since}, [words])
