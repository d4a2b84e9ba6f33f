"""Lists about the people of a filled desk, for the round through the window: attendance, products, aid."""

from pathlib import Path

from helpers.layouts import R5
from helpers.lists import R3_AGAIN, R3_FIRST, R8, r3
from helpers.sheets import Value, xlsx
from pkh_desk.desk import Desk
from pkh_desk.views.upkeep.records import family_records

FEW = 4


def write_lists(desk: Desk, folder: Path) -> dict[str, Path]:
    """Write the lists; return them by the name of their stop."""
    families = family_records(desk)[:FEW]
    pupils: list[list[Value]] = []
    wares: list[list[Value]] = [list(row) for row in R8[:2]]
    for at, (family, row) in enumerate(zip(families, R8[2:], strict=True)):
        child = next((m for m in family.members if not m.is_pengurus and m.nik), None)
        pupil: list[Value] = [*R3_FIRST[0]]
        pupil[0], pupil[1], pupil[2] = at + 1, family.nik, family.name
        pupil[3], pupil[5] = (child.nik, child.name) if child else (None, "ANAK BARU")
        pupil[4] = f"013000090{at}"
        pupils.append(pupil)
        wares.append([f"bu {family.name.lower()}", family.kecamatan, *row[2:]])
    again: list[Value] = [*R3_AGAIN[0]]
    again[1:6] = pupils[0][1:6]
    paid: list[list[Value]] = [list(row) for row in R5]
    for family, row in zip(families[:3], paid[1:4], strict=True):
        row[0], row[1] = family.nik, family.name
    lists = {
        "impor-kehadiran": xlsx(r3([*pupils, again])),
        "impor-produk": xlsx(wares),
        "impor-bantuan": xlsx(paid),
    }
    paths = {}
    for name, content in lists.items():
        paths[name] = folder / f"{name}.xlsx"
        paths[name].write_bytes(content)
    return paths
