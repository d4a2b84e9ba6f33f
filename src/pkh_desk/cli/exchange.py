"""Commands of the exchange on a laptop: join, send, receive."""

from pkh_desk.cli.call import Call, Commands, path
from pkh_desk.domain.vocabulary import FATE
from pkh_desk.errors import SomeFilesRefused, UserError


def add(commands: Commands) -> None:
    """Add these commands."""
    join = commands.add("join", "memakai undangan kantor di laptop yang sudah bekerja sendiri", _join)
    join.add_argument("--invitation", required=True, metavar="F")
    join.add_argument("--code", required=True, metavar="C")
    send = commands.add("send", "membuat kiriman untuk kantor di folder atau USB", _send)
    send.add_argument("dir", metavar="DIR")
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

    with call.desk() as desk:
        sent = send(desk, path(call.args.dir))
    lines = [f"Kiriman #{sent.sequence} siap: {sent.path} ({sent.records} catatan)."]
    if sent.words:
        lines.append(f"Bacakan empat kata ini ke kantor: {sent.words}")
    body = {
        "file": sent.path,
        "sequence": sent.sequence,
        "records": sent.records,
        "size": sent.size,
        "words": sent.words,
    }
    call.out.result(body, lines)


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
    lines = [f"{name}: {rows} catatan diperbarui.{' ' + told + '.' if told else ''}"]
    if differs:
        lines.append(f"Jumlah belum sama dengan kantor: {', '.join(differs)}. Kirim sekali lagi.")
    return lines
