"""Taking in a roster: read, cleaned, compared, and if wanted applied in one act that can be undone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlmodel import Session

from pkh_desk.actions.backup import back_up_before
from pkh_desk.actions.roster_groups import RosterGroups
from pkh_desk.actions.roster_rows import CHANGED, NEW, SAME, RosterSight, RowChoices
from pkh_desk.actions.saving import save_file
from pkh_desk.desk import Desk
from pkh_desk.domain.places import kecamatan_of
from pkh_desk.domain.uuid7 import derived_id
from pkh_desk.errors import NoListFound
from pkh_desk.papers.sheets import draw_table
from pkh_desk.rosters.clean import Cleaner, Entry
from pkh_desk.rosters.findings import FINDING_KINDS, Finding
from pkh_desk.rosters.gather import Family, Gathering
from pkh_desk.rosters.lines import read_list
from pkh_desk.rosters.match import Change, Held, Holdings, PersonChange, compare
from pkh_desk.rosters.reader import read_sheets
from pkh_desk.store import search
from pkh_desk.store.bulk import BulkWriter
from pkh_desk.store.synced import nouns
from pkh_desk.store.values import Json
from pkh_desk.store.wilayah import wilayah

CHUNK = 1000

Progress = Callable[[int, int], None]


@dataclass
class RosterReport:
    """What became of a file: its lists, its data rows, its families, and what was found in single cells.

    `rows` and `families` count by NEW, CHANGED, SAME; `import_id` is None when nothing was written. `sight`
    holds columns and rows for the eye, if they were asked for.
    """

    file: str
    import_id: str | None = None
    sheets: list[dict[str, Any]] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=lambda: dict.fromkeys((NEW, CHANGED, SAME), 0))
    families: dict[str, int] = field(default_factory=lambda: dict.fromkeys((NEW, CHANGED, SAME), 0))
    skipped: int = 0
    refused: int = 0
    findings: list[Finding] = field(default_factory=list)
    sight: RosterSight | None = None

    @property
    def read(self) -> int:
        """All data rows of the file."""
        return sum(self.rows.values()) + self.skipped + self.refused

    def as_json(self) -> dict[str, Any]:
        """Return the report in the form of `roster --json`."""
        return {
            "import_id": self.import_id,
            "file": self.file,
            "sheets": self.sheets,
            "read": self.read,
            **self.rows,
            "skipped": self.skipped,
            "refused": self.refused,
            "families": self.families,
            "findings": [
                {
                    "sheet": f.sheet,
                    "row": f.row,
                    "column": f.column,
                    "kind": f.kind,
                    "raw": f.raw,
                    "proposal": f.proposal,
                }
                for f in self.findings
            ],
        }

    def lines(self) -> list[str]:
        """Return the balance as a person reads it, with the findings by kind."""
        done = "diterapkan" if self.import_id else "diperiksa"
        kinds: dict[str, int] = {}
        for finding in self.findings:
            kinds[finding.kind] = kinds.get(finding.kind, 0) + 1
        lines = [
            f"{self.read} baris {done}: {self.rows[NEW]} baru, {self.rows[CHANGED]} berubah, "
            f"{self.rows[SAME]} sama, {self.skipped} dilewati, {self.refused} ditolak.",
            *(f"{count:6}  {FINDING_KINDS[kind]}" for kind, count in sorted(kinds.items())),
        ]
        if self.import_id:
            return [*lines, f"Urungkan dengan: roster --undo {self.import_id}"]
        return [*lines, "Belum ada yang berubah di data Anda. Terapkan dengan --apply."]


def import_roster(  # the options of the command
    desk: Desk,
    path: Path,
    *,
    sheet: str | None = None,
    apply: bool = False,
    hold: bool = False,
    choices: RowChoices | None = None,
    progress: Progress = lambda done, total: None,
) -> RosterReport:
    """Read a roster and compare it with what is held; with `apply` take it in, all or nothing.

    `hold` leaves rows with findings out. `choices` are a person's, instead of it: rows left out, cells put
    right; with them the report keeps columns and rows for the eye.
    Raises FileNotUsable, SheetDamaged, SheetLocked, SheetTooBig, NoListFound; `progress(done, total)` counts
    rows while reading (total 0), then families, and may raise Cancelled. Nothing is changed then.
    """
    report = RosterReport(path.name, sight=RosterSight() if choices else None)
    families = _read(desk, path, sheet, choices or RowChoices(hold), report, progress)
    if not apply:
        with desk.read() as session:
            _Import(desk, session, None, report).run(families, progress)
        return report
    back_up_before(desk, "sebelum-impor", "Daftar belum diterapkan.")
    act = desk.new_id()
    with desk.write(act=act) as session:
        before = session.writing.chain.n
        _Import(desk, session, BulkWriter(session, session.writing), report).run(families, progress)
        report.import_id = act if session.writing.chain.n > before else None
    return report


def _read(
    desk: Desk,
    path: Path,
    wanted: str | None,
    choices: RowChoices,
    report: RosterReport,
    progress: Progress,
) -> list[Family]:
    """Read every visible list of the file into families; what was found on the way goes to the report.

    `progress` gets the rows read and 0 for a total that is not known yet.
    """
    gathering = Gathering(desk.today(), findings=report.findings)
    for sheet in read_sheets(path, wanted):
        if sheet.hidden:
            report.findings.append(Finding(sheet.name, 0, "", "sheet_hidden", sheet.name))
            continue
        roster = read_list(sheet, lambda number: progress(number, 0))
        if roster is None:
            continue
        header = roster.header
        report.sheets.append({"name": sheet.name, "layout": header.layout, "read": len(roster.lines)})
        choices.put_right(roster)
        entries = choices.hold_back(Cleaner(roster, wilayah(), desk.today(), report.findings).entries())
        if report.sight is not None:
            report.sight.see_columns(roster)
            entries = report.sight.see_rows(entries)
        columns = {name: header.text_of(name) for name in header.columns}
        gathering.add(entries, header.layout, columns, hold=True)
    if not report.sheets:
        raise NoListFound(
            "Tidak ada daftar keluarga di berkas ini. Tidak ada yang berubah.",
            "Daftar perlu kolom nama dan NIK atau No KK.",
        )
    report.skipped, report.refused = gathering.skipped, gathering.refused
    return gathering.families


class _Import:
    """Compares families with the desk's and, with a writer, takes them in."""

    def __init__(self, desk: Desk, session: Session, bulk: BulkWriter | None, report: RosterReport) -> None:
        self._desk = desk
        self._session = session
        self._bulk = bulk
        self._report = report
        self._pendamping = None if desk.is_office else desk.identity.petugas_id
        self._holdings = Holdings(session.connection())
        self._not_ours = frozenset() if desk.is_office else nouns()["household"].office_fields
        self._groups = RosterGroups(desk, session)
        self._entries: list[search.Entry] = []

    def run(self, families: Sequence[Family], progress: Progress) -> None:
        """Go through all families, a chunk at a time."""
        for start in range(0, len(families), CHUNK):
            chunk = families[start : start + CHUNK]
            for family, held in zip(chunk, self._holdings.find(chunk), strict=True):
                self._take(family, held)
            self._flush()
            progress(min(start + CHUNK, len(families)), len(families))
        if self._bulk is not None:
            self._groups.write(self._bulk)
            self._bulk.flush()

    def _take(self, family: Family, held: Held | None) -> None:
        group = self._groups.of(family)
        if held is None:
            home = self._desk.new_id()
            self._holdings.begin(home)
            self._count(NEW, family.entries, [NEW] * len(family.entries))
            if self._bulk is not None:
                self._insert(self._bulk, family, home, group)
        else:
            home = held.id
            change = self._compare(family, held, group)
            rows = [person.entry for person in change.people]
            self._count(CHANGED if change else SAME, rows, _row_fates(change), change)
            if self._bulk is not None and change:
                self._edit(self._bulk, held, change)
        if family.is_chair:
            self._groups.set_chair(group, home)

    def _compare(self, family: Family, held: Held, group: str | None) -> Change:
        first = family.entries[0]
        if held.handed_over:
            self._find(first, "handed_over", first.person["name"])
            return Change({}, [PersonChange("", entry, {}) for entry in family.entries], [], False)
        change = compare(family, held, group, self._not_ours)
        was = held.members.get(str(held.home.state.values.get("pengurus_id")))
        if (
            was is not None
            and change.names_pengurus
            and (not change.people[0].id or "pengurus_id" in change.home)
        ):
            self._find(first, "pengurus_changed", first.person["name"], str(was.state.values["name"]))
        return change

    def _find(self, entry: Entry, kind: str, raw: str | None, proposal: str | None = None) -> None:
        self._report.findings.append(
            Finding(entry.sheet, entry.row, entry.name_column, kind, raw or "", proposal)
        )

    def _count(
        self, family: str, rows: Sequence[Entry], fates: list[str], change: Change | None = None
    ) -> None:
        self._report.families[family] += 1
        for fate in fates:
            self._report.rows[fate] += 1
        if self._report.sight is not None:
            self._report.sight.settle(rows, fates, change)

    def _insert(self, bulk: BulkWriter, family: Family, home: str, group: str | None) -> None:
        ids = [self._desk.new_id() for _ in family.entries]
        values: dict[str, Json] = {**family.home}
        values |= {"pengurus_id": ids[0], "kelompok_id": group, "pendamping_id": self._pendamping}
        bulk.insert("household", home, values)
        for member, entry in zip(ids, family.entries, strict=True):
            bulk.insert("member", member, {**entry.person, "household_id": home})
        for phone in family.phones:
            _insert_phone(bulk, home, phone)
        bulk.seal(("household", home))
        bulk.writing.homes.discard(home)
        self._entries.append(self._search_entry(family, home, group))

    def _edit(self, bulk: BulkWriter, held: Held, change: Change) -> None:
        home = dict(change.home)
        for at, person in enumerate(change.people):
            if person.id is None:
                member = self._desk.new_id()
                bulk.insert("member", member, {**person.entry.person, "household_id": held.id})
                if at == 0 and change.names_pengurus:
                    home["pengurus_id"] = member
            elif person.values:
                bulk.edit("member", person.id, held.members[person.id], person.values)
        if home:
            bulk.edit("household", held.id, held.home, home)
        for phone in change.phones:
            _insert_phone(bulk, held.id, phone)
        bulk.seal(("household", held.id))

    def _search_entry(self, family: Family, home: str, group: str | None) -> search.Entry:
        code = family.home.get("desa_code")
        desa = f"{wilayah().name_of(code)} {wilayah().name_of(kecamatan_of(code))}" if code else None
        names = [entry.person["name"] or "" for entry in family.entries]
        address = f"{family.home.get('address') or ''} {family.home.get('dusun') or ''}"
        key = search.entry_words(names, desa, self._groups.name_of(group), address)
        numbers = [family.home.get("no_kk"), *(e.person.get("nik") for e in family.entries), *family.phones]
        name = search.entry_name(names[0])
        return home, name, key, " ".join(number for number in numbers if number)

    def _flush(self) -> None:
        if self._bulk is not None:
            self._bulk.flush()
            search.add_entries(self._session.connection(), self._entries)
            self._entries = []


def _row_fates(change: Change) -> list[str]:
    """Return what became of each row of a held family; a change of the family itself is its first row's."""
    fates = [NEW if person.id is None else CHANGED if person.values else SAME for person in change.people]
    if fates[0] == SAME and (change.home or change.phones):
        fates[0] = CHANGED
    return fates


def _insert_phone(bulk: BulkWriter, home: str, phone: str) -> None:
    bulk.insert("phone", derived_id("phone", home, phone), {"household_id": home, "number": phone})


def write_findings(report: RosterReport, path: Path) -> None:
    """Write the findings as a table. Raises DiskFull, FolderGone."""
    rows = [
        (f.sheet, f.row or None, f.column, f.kind, FINDING_KINDS[f.kind], f.raw, f.proposal or "")
        for f in report.findings
    ]
    head = ("Lembar", "Baris", "Kolom", "Jenis", "Penjelasan", "Tertulis", "Usulan")
    save_file(path, draw_table("Temuan", head, rows))
