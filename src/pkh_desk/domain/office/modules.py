"""The modules of P2K2, each with its sessions in the order in which they are held.

A meeting keeps the codes of its module and session; what they were called on its day is in the document of
that day. So a line that is renamed keeps its code, and one that is taken out stays readable for the meetings
held before. The number of a session is its place in its module. Source: domain, P2K2 session list.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, StringConstraints, field_validator

from pkh_desk.domain.office.shape import Code, Shape, said_twice, with_codes

Name = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Source = Annotated[str, StringConstraints(max_length=600)]


class P2k2Session(Shape):
    """What one meeting is about; its code is stored with meetings."""

    code: Code
    title: Name = Field(title="Judul sesi")


class P2k2Module(Shape):
    """A subject with its sessions."""

    code: Code
    name: Name = Field(title="Nama modul")
    sessions: tuple[P2k2Session, ...] = Field(title="Sesi", min_length=1, max_length=40)

    @field_validator("sessions")
    @classmethod
    def _once(cls, sessions: tuple[P2k2Session, ...]) -> tuple[P2k2Session, ...]:
        if twice := said_twice(each.title for each in sessions):
            raise ValueError(f"Sesi {twice} tertulis dua kali.")
        return sessions


class P2k2Modules(Shape):
    """The modules and sessions among which a pendamping chooses for a meeting, and where they come from."""

    source: Source = Field(
        title="Sumber", description="Dari mana daftar ini; tulis bila belum pasti.", default=""
    )
    modules: tuple[P2k2Module, ...] = Field(
        title="Modul",
        description="Urutan sesi adalah nomornya. Pertemuan lama tetap memakai nama pada harinya.",
        min_length=1,
        max_length=20,
    )

    @field_validator("modules", mode="before")
    @classmethod
    def _coded(cls, modules: Any) -> Any:
        """Make codes for new lines, those of sessions once for all modules."""
        modules = with_codes(modules, "code", "name")
        if not isinstance(modules, list):
            return modules
        within = [each.get("sessions") if isinstance(each, Mapping) else None for each in modules]
        taken = {code for lines in within for code in _codes(lines)}
        for at, lines in enumerate(within):
            if lines is not None:
                made = with_codes(lines, "code", "title", taken)
                modules[at] = {**modules[at], "sessions": made}
                taken.update(_codes(made))
        return modules

    @field_validator("modules")
    @classmethod
    def _sound(cls, modules: tuple[P2k2Module, ...]) -> tuple[P2k2Module, ...]:
        if twice := said_twice(each.name for each in modules):
            raise ValueError(f"Modul {twice} tertulis dua kali.")
        sessions = [session.code for each in modules for session in each.sessions]
        if len({each.code for each in modules}) < len(modules) or len(set(sessions)) < len(sessions):
            raise ValueError("Ada kode yang tertulis dua kali.")
        return modules


def _codes(lines: Any) -> list[str]:
    listed = lines if isinstance(lines, list | tuple) else ()
    return [str(each["code"]) for each in listed if isinstance(each, Mapping) and each.get("code")]
