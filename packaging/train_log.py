"""Make a dictionary for the log: what txns have in common, for `store/log/packed.py` to pack them against.

    python packaging/train_log.py 2 resources/log/2.zdict

A dictionary is frozen once a program with it was released: what was packed against it needs it for ever. When
new nouns make the log grow, train one under the next number and let `packed.py` pack against that one.
"""

import random
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

from pkh_desk.domain.canon import canonical
from pkh_desk.sample.people import sample_families
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.txnlog import SCHEMA, Op
from pkh_desk.store.log.values import Field, Json, Noun
from pkh_desk.store.wilayah import wilayah

if sys.version_info >= (3, 14):
    from compression.zstd import train_dict
else:
    from backports.zstd import train_dict

SIZE, SEED, ROUNDS, NUMBER_AT = 16384, 3604, 60, 4
OFTEN = {"household": 4, "member": 4, "visit": 6, "attendance": 6, "commitment_month": 6, "stock_movement": 4}
"""How much more often than others these come, by their nature."""
WORDS = (
    "Usaha berjalan, pesanan bertambah dari tetangga dan pasar.", "Anak rajin ke sekolah dan posyandu.",
    "Belum ada perubahan sejak kunjungan lalu.", "Pengurus", "Kp. Karang", "KP. CIPARI No. 7", "hadir",
    "siks", "laptop", "Pindah rumah, alamat baru menyusul.", "telur asin", "keripik", "istri", "anak",
)  # fmt: skip


class Invented:
    """Invented txns of one laptop, from chance alone."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._stream, self._author = self._id(), self._id()
        desa = [code for code, _ in wilayah().desa_list("36.04.27")]
        self._families = iter(sample_families(4000, SEED, desa))

    def txns(self) -> Iterator[bytes]:
        """Yield txns of every noun, added and edited."""
        n = 0
        for _ in range(ROUNDS):
            for noun in nouns().values():
                for _ in range(OFTEN.get(noun.name, 1)):
                    n += 1
                    yield self._txn(n, noun, [self._insert(noun)])
                    if not noun.fact and self._chance.random() < 0.3:
                        yield self._txn(n, noun, [self._edit(noun)])

    def _txn(self, n: int, noun: Noun, ops: list[Op]) -> bytes:
        return canonical(
            {
                "s": self._stream,
                "n": n,
                "p": self._hex(64),
                "h": self._time(),
                "a": self._author,
                "sv": SCHEMA,
                "act": self._id(),
                "subject": [noun.subject[0], ops[0][2] if noun.subject[1] == "id" else ops[0][4]],
                "r": self._hex(32),
                "ops": ops,
            }
        )

    def _insert(self, noun: Noun) -> Op:
        home, row = self._id(), self._id()
        named = {
            name: self._value(field, home)
            for name, field in noun.fields.items()
            if name in noun.required or self._chance.random() < 0.4
        }
        if noun.name in ("household", "member"):
            family = next(self._families)
            known = {"no_kk": family.no_kk, "address": family.address, "desa_code": family.desa_code}
            person = family.people[0]
            known |= {"nik": person.nik, "name": person.name, "born_on": person.born_on.isoformat()}
            named |= {name: value for name, value in known.items() if name in noun.fields}
        return ["ins", noun.name, row, named, row if noun.name == "household" else home]

    def _edit(self, noun: Noun) -> Op:
        home = self._id()
        picked = self._chance.sample(sorted(noun.fields), min(2, len(noun.fields)))
        writes = {name: [self._value(noun.fields[name], home), [self._hex(64)]] for name in picked}
        return ["set", noun.name, self._id(), writes, home]

    def _value(self, field: Field, home: str) -> Json:
        if field.name == "household_id":
            return home
        if field.name.endswith("_id"):
            return self._id()
        if field.type is bool:
            return True
        if field.type is int:
            return self._chance.randrange(1, 40) * 50_000
        if field.name in ("on", "month") or field.name.endswith("_on"):
            return f"202{self._chance.randrange(5, 9)}-{self._chance.randrange(1, 13):02}-15"
        return self._chance.choice(WORDS)[: field.limit]

    def _id(self) -> str:
        return f"{self._time():012x}7" + self._hex(19)

    def _time(self) -> int:
        return 1_795_000_000_000 + self._chance.randrange(60_000_000_000)

    def _hex(self, count: int) -> str:
        return self._chance.randbytes(count)[: (count + 1) // 2].hex()[:count]


def main(number: int, path: Path) -> None:
    """Train and write the dictionary; its number stands within, and in every txn packed against it."""
    chance = random.Random(SEED)
    samples = [txn for _ in range(6) for txn in Invented(chance).txns()]
    made = train_dict(samples, SIZE).dict_content
    path.write_bytes(made[:NUMBER_AT] + struct.pack("<I", number) + made[NUMBER_AT + 4 :])
    print(f"{path}: {path.stat().st_size} bytes from {len(samples)} txns")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
