"""Commands of the exchange on a laptop: join, send, receive."""

import re
from typing import TYPE_CHECKING

from pkh_desk.cli.call import Call, Commands, path, whole
from pkh_desk.domain.vocabulary import FATE
from pkh_desk.errors import InvalidInput, Problem, SomeFilesRefused, UserError

if TYPE_CHECKING:
    from pkh_desk.desk import Desk

WHATSAPP, SMALLEST_MB = "wa", 10
SIZE = re.compile(r"(\d{1,4}) ?(MB|GB)", re.IGNORECASE)


def add(commands: Commands) -> None:
    """Add these commands."""
    join = commands.add("join", "memakai undangan kantor di laptop yang sudah bekerja sendiri", _join)
    join.add_argument("--invitation", required=True, metavar="F")
    join.add_argument("--code", required=True, metavar="C")
    send = commands.add("send", "membuat kiriman untuk kantor di folder atau USB", _send)
    send.add_argument("dir", metavar="DIR")
    send.add_argument(
        "--split", metavar="UKURAN", help="pecah menjadi berkas sebesar 100MB, atau wa: batas WhatsApp"
    )
    send.add_argument(
        "--again", metavar="N", type=whole, help="kirim lagi isi kiriman nomor N yang belum diterima"
    )
    receive = commands.add("receive", "memakai jawaban kantor", _receive)
    receive.add_argument("files", nargs="+", metavar="FILE")


def _join(call: Call) -> None:
    from pkh_desk.actions.exchange.enrol import join

    with call.desk() as desk:
        words = join(desk, path(call.args.invitation), call.args.code)
    lines = [
        f"Cocokkan dengan kantor lewat telepon: {words}",
        "Lalu jalankan send untuk meminta persetujuan.",
    ]
    call.out.result({"office_words": words}, lines)


def _send(call: Call) -> None:
    from pkh_desk.actions.exchange.send import send
    from pkh_desk.views.exchange.sending import say_needed, still_needed

    with call.desk() as desk:
        needed = still_needed(desk, call.args.again) if call.args.again is not None else None
        if needed and not needed.anything:
            call.out.result({"file": None, "needed": needed}, [say_needed(needed)])
            return
        limit = _read_limit(desk, call.args.split)
        sent = send(desk, path(call.args.dir), limit, call.out.progress)
    lines = [say_needed(needed)] if needed else []
    lines.append(f"Kiriman #{sent.sequence} siap: {sent.path} ({sent.records} catatan, {sent.photos} foto).")
    lines += [f"Bagian {part} dari {len(sent.files)}: {file}" for part, file in enumerate(sent.files, 1)][1:]
    if sent.later:
        lines.append(f"{sent.later} foto menyusul sesudah kantor menyetujui laptop ini.")
    if sent.broken:
        lines.append(f"{sent.broken} foto rusak di laptop ini dan tidak ikut. Jalankan check.")
    if sent.words:
        lines.append(f"Bacakan empat kata ini ke kantor: {sent.words}")
    call.out.result({"file": sent.path, **vars(sent), **({"needed": needed} if needed else {})}, lines)


def _read_limit(desk: "Desk", text: str | None) -> int:
    """Return the size in bytes that no file of a sending may exceed. Raises InvalidInput."""
    from pkh_desk.actions.exchange.send import LARGEST
    from pkh_desk.views.exchange.sending import to_send

    if text is None:
        return LARGEST
    if text.strip().lower() == WHATSAPP:
        return to_send(desk).limit
    found = SIZE.fullmatch(text.strip())
    size = int(found[1]) * (1000 if found[2].upper() == "GB" else 1) if found else 0
    if size < SMALLEST_MB:
        raise InvalidInput([Problem("split", f"Ukuran paling kecil {SMALLEST_MB}MB, misalnya 100MB.")])
    return size * 1_000_000


def _receive(call: Call) -> None:
    from pkh_desk.actions.exchange.receive import receive

    done, refused, lines = [], [], []
    with call.desk() as desk:
        for name in call.args.files:
            try:
                answer = receive(desk, path(name))
            except UserError as error:
                if len(call.args.files) == 1:
                    raise
                refused.append({"file": name, "reason": str(error)})
                lines.append(f"{name}: {error}")
                continue
            done.append({"file": name, **vars(answer)})
            lines += _say(name, answer.again, answer.rows, answer.fates, answer.differs)
    call.out.result({"applied": done, "refused": refused}, lines)
    if refused:
        raise SomeFilesRefused(
            f"{len(refused)} dari {len(call.args.files)} berkas ditolak.", "Yang lain dipakai."
        )


def _say(name: str, again: bool, rows: int, fates: dict[str, int], differs: tuple[str, ...]) -> list[str]:
    if again:
        return [f"{name}: jawaban ini sudah dipakai. Tidak ada yang berubah."]
    told = ", ".join(f"{count} {FATE[fate].lower()}" for fate, count in fates.items())
    lines = [f"{name}: {rows} data diperbarui.{' ' + told + '.' if told else ''}"]
    if differs:
        lines.append(f"Jumlah belum sama dengan kantor: {', '.join(differs)}. Kirim sekali lagi.")
    return lines
