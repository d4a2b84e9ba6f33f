"""The surat pernyataan as it lies on the table: what it says, where it stands, one page, nothing split."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.letters import (
    CODE,
    LONGEST,
    LONGEST_NAME,
    assert_well_laid,
    fonts_of,
    letter_facts,
    paths_on,
    pernyataan,
    repeated,
    texts_on,
)
from pkh_desk.errors import InvalidInput, LetterDoesNotFit, TemplateInvalid
from pkh_desk.papers.drawing.page import PAPERS
from pkh_desk.papers.letters import Drawn, draw_letter, draw_letters
from pkh_desk.papers.render import page_count, page_text
from pkh_desk.papers.template.facts import WITNESS, LetterFacts, Signer
from pkh_desk.papers.template.template import parse_template

TEMPLATE = pernyataan()
BOTH = pytest.mark.parametrize("paper", ["f4", "a4"])


def words(pdf: bytes, page: int = 0) -> str:
    """Return the text of a page with every run of white space as one space."""
    return " ".join(page_text(pdf, page).split())


def assert_signatures_whole(drawn: Drawn) -> None:
    """Place and date, stamp, name of the maker in this order and close to each other."""
    at = {box.name: box for box in drawn.boxes}
    dated, stamp, maker = at["place_date"], at["meterai"], at["signer.pembuat"]
    assert dated.top < stamp.top
    assert dated.top + dated.height < stamp.top
    assert 0 < maker.top - (stamp.top + stamp.height) < 5
    assert at["closing"].top + at["closing"].height < dated.top


@BOTH
def test_says_what_was_recorded(paper: str) -> None:
    said = words(draw_letter(letter_facts(TEMPLATE), TEMPLATE, paper).pdf)
    for part in (
        "SURAT PERNYATAAN GRADUASI MANDIRI KELUARGA PENERIMA MANFAAT (KPM) PROGRAM KELUARGA HARAPAN (PKH)",
        "Nomor: 400.9.2/031/PKH-CMS/XI/2026",
        "Nama lengkap : SITI ROHMAH NIK : 3604035403879902 Nomor Kartu Keluarga : 3604031108129907",
        "Kp. Cikujang RT 02 RW 05, Desa Sukadana, Kecamatan Ciomas, Kabupaten Serang, Provinsi Banten",
        "2. Keluarga saya memiliki usaha telur asin “Cikujang” sebagai sumber penghasilan, rata-rata "
        "Rp2.100.000,00 (dua juta seratus ribu rupiah) setiap bulan, yang modal awalnya saya sisihkan",
        "Ciomas, 24 November 2026",
        "Pendamping Sosial PKH Kecamatan Ciomas",
        "WULAN APRIYANTI",
        "Ketua Kelompok Melati",
        f"Kode surat: {CODE}",
        "Dibuat dengan PKH Desk, 24 November 2026 pukul 10.42.",
        "Halaman 1 dari 1",
    ):
        assert part in said


@BOTH
def test_ordinary_and_longest_letters_are_well_laid(paper: str) -> None:
    for facts in (letter_facts(TEMPLATE), letter_facts(TEMPLATE, LONGEST)):
        drawn = draw_letter(facts, TEMPLATE, paper)
        assert_well_laid(drawn, PAPERS[paper])
        assert_signatures_whole(drawn)
    assert words(drawn.pdf).count(LONGEST_NAME) == 2


def test_type_steps_down_only_when_it_must() -> None:
    assert draw_letter(letter_facts(TEMPLATE), TEMPLATE, "a4").size == 12
    assert 9 <= draw_letter(letter_facts(TEMPLATE, LONGEST), TEMPLATE, "a4").size < 12


def test_a_letter_beyond_one_page_is_refused_naming_the_passage() -> None:
    facts = letter_facts(TEMPLATE, LONGEST, business=repeated("gula aren ", 600), capital="modal " * 100)
    with pytest.raises(LetterDoesNotFit, match=r"satu halaman A4.*butir 2"):
        draw_letter(facts, TEMPLATE, "a4")


@BOTH
def test_the_stamp_box_is_25_by_32_mm_on_paper(paper: str) -> None:
    drawn = draw_letter(letter_facts(TEMPLATE), TEMPLATE, paper)
    stamp = next(box for box in drawn.boxes if box.name == "meterai")
    assert (stamp.width, stamp.height) == (32, 25)
    sides = [(path.right - path.left, path.bottom - path.top) for path in paths_on(drawn.pdf)]
    assert any(w == pytest.approx(32, abs=0.5) and h == pytest.approx(25, abs=0.5) for w, h in sides)
    said = [mark for mark in texts_on(drawn.pdf) if mark.text.strip() in ("Meterai", "Rp10.000")]
    assert len(said) == 2
    assert all(stamp.left < mark.left and mark.right < stamp.left + stamp.width for mark in said)


def test_fonts_are_embedded_and_nothing_else_is_listed() -> None:
    pdf = draw_letter(letter_facts(TEMPLATE), TEMPLATE, "f4").pdf
    assert sorted(name.split("+")[-1] for name in fonts_of(pdf)) == [
        "LiberationSerif",
        "LiberationSerif-Bold",
    ]
    assert all(fonts_of(pdf).values())
    assert set(re.findall(rb"/BaseFont /(?:[A-Z]{6}\+)?(\S+)", pdf)) == {
        b"LiberationSerif",
        b"LiberationSerif-Bold",
    }


def test_stored_facts_bring_the_same_bytes_back() -> None:
    facts = letter_facts(TEMPLATE)
    again = LetterFacts.from_json(facts.to_json())
    draw_letter(letter_facts(TEMPLATE, LONGEST), TEMPLATE, "a4")
    assert draw_letter(again, TEMPLATE, "f4").pdf == draw_letter(facts, TEMPLATE, "f4").pdf


def test_what_is_unknown_is_left_to_the_pen_and_reported() -> None:
    facts = letter_facts(TEMPLATE, number=None, no_kk="", desa="", no_peserta="", name="", signers=())
    drawn = draw_letter(facts, TEMPLATE, "a4")
    missing = {box.name: box.missing for box in drawn.boxes if box.missing}
    assert missing == {
        "number": ("nomor",),
        "identity.nama": ("nama",),
        "identity.no_kk": ("no_kk",),
        "identity.alamat": ("desa",),
        "signer.pembuat": ("pembuat",),
    }
    said = words(drawn.pdf)
    assert re.search(r"RT 02 RW 05, Desa/Kelurahan \.{20,}, Kecamatan Ciomas", said)
    assert "Nomor peserta" not in said
    assert "Mengetahui" not in said


def test_an_empty_letter_can_be_printed_and_filled_by_hand() -> None:
    drawn = draw_letter(letter_facts(TEMPLATE, {}), TEMPLATE, "f4")
    assert_well_laid(drawn, PAPERS["f4"])
    assert "Kode surat: diberikan saat dicetak" in words(drawn.pdf)


def test_dotted_lines_stand_where_the_missing_value_would() -> None:
    drawn = draw_letter(letter_facts(TEMPLATE, no_kk=""), TEMPLATE, "a4")
    row = next(box for box in drawn.boxes if box.name == "identity.no_kk")
    dots = [path for path in paths_on(drawn.pdf) if row.top < path.bottom < row.top + row.height]
    assert [round(path.left, 0) for path in dots] == [round(row.left, 0)]
    assert dots[0].right - dots[0].left > 60


@pytest.mark.parametrize(
    ("changes", "point"),
    [
        ({"reason": "penghasilan"}, "berada di atas upah minimum kabupaten/kota"),
        ({"reason": "lima_tahun"}, "selama lebih dari 5 (lima) tahun"),
        ({"reason": "aparatur"}, "ASN, TNI, Polri, atau pegawai BUMN/BUMD"),
        (
            {"reason": "lainnya", "reason_text": "Anak saya sudah bekerja"},
            "3. Anak saya sudah bekerja; 4. Saya",
        ),
        ({"business": ""}, "memiliki pekerjaan tetap (Wiraswasta (pembuat telur asin)) sebagai sumber"),
        ({"business": "", "occupation": ""}, "memiliki penghasilan sendiri, rata-rata Rp2.100.000,00"),
        ({"programmes": ("pkh", "sembako")}, "Program Keluarga Harapan (PKH) dan Program Sembako"),
        (
            {"desa": "Kelurahan Cipare", "kabupaten": "Kota Serang"},
            "Kelurahan Cipare, Kecamatan Ciomas, Kota",
        ),
        ({"legal_basis": "Permensos 1/2018"}, "Dasar: Permensos 1/2018"),
        ({"name": "{nik} <b>&amp;</b>"}, "Nama lengkap : {nik} <b>&amp;</b> NIK"),
    ],
)
def test_points_follow_the_facts(changes: dict[str, object], point: str) -> None:
    assert point in words(draw_letter(letter_facts(TEMPLATE, **changes), TEMPLATE, "f4").pdf)


def test_signers_stand_where_they_belong() -> None:
    at = {box.name: box for box in draw_letter(letter_facts(TEMPLATE), TEMPLATE, "f4").boxes}
    maker, worker, head = at["signer.pembuat"], at["signer.pendamping"], at["signer.kepala_desa"]
    assert worker.top == maker.top
    assert worker.left < maker.left
    assert head.top > maker.top
    assert at["signer.saksi_1"].top < at["signer.saksi_2"].top
    assert head.missing == ("kepala_desa",)


def test_a_witness_signs_beside_the_name_and_beside_the_middle_of_name_and_title() -> None:
    lower = []
    for title in ((), ("Ketua RT 02",)):
        signers = tuple(
            each.model_copy(update={"title": title}) if each.role == WITNESS else each
            for each in letter_facts(TEMPLATE).signers
        )
        marks = texts_on(draw_letter(letter_facts(TEMPLATE, signers=signers), TEMPLATE, "f4").pdf)
        name = next(mark for mark in marks if "UJANG SUHERMAN" in mark.text)
        last = max((mark for mark in marks if mark.text.strip() == ")"), key=lambda mark: mark.bottom)
        lower.append(last.bottom - name.bottom)
    assert 0 <= lower[0] < 2 < lower[1]


@BOTH
def test_even_the_fullest_letter_leaves_room_to_sign(paper: str) -> None:
    drawn = draw_letter(letter_facts(TEMPLATE, LONGEST), TEMPLATE, paper)
    titles = [mark for mark in texts_on(drawn.pdf) if "Kepala Desa" in mark.text or "Ketua Tim" in mark.text]
    tops = {box.name: box.top for box in drawn.boxes}
    assert len(titles) == 2
    for title, name in zip(titles, ("signer.kepala_desa", "signer.koordinator"), strict=True):
        assert tops[name] - title.bottom > 11


def test_what_the_font_lacks_is_refused_and_named() -> None:
    with pytest.raises(InvalidInput, match="Alamat memuat tanda yang tidak dapat dicetak: 家"):
        draw_letter(letter_facts(TEMPLATE, address="Kp. 家 RT 01"), TEMPLATE, "f4")
    strange = parse_template(
        TEMPLATE.wording.replace("Demikian", "\N{HOUSE BUILDING} Demikian").replace(
            '"version":0', '"version":1'
        )
    )
    with pytest.raises(TemplateInvalid, match="\N{HOUSE BUILDING}"):
        draw_letter(letter_facts(strange), strange, "f4")


def test_facts_of_another_wording_are_not_printed_with_this_one() -> None:
    facts = letter_facts(TEMPLATE).model_copy(update={"template_digest": "0" * 16})
    with pytest.raises(TemplateInvalid, match="versi 0"):
        draw_letter(facts, TEMPLATE, "f4")


def test_an_unknown_paper_is_a_problem_of_the_form() -> None:
    with pytest.raises(InvalidInput, match="Kertas letter"):
        draw_letter(letter_facts(TEMPLATE), TEMPLATE, "letter")


def test_many_letters_are_one_pdf_in_order_with_progress() -> None:
    names = ["SITI AMINAH", "ENTIN SUPRIATIN", "UUM UMAMAH"]
    seen: list[tuple[int, int]] = []
    letters = [(letter_facts(TEMPLATE, name=name), TEMPLATE) for name in names]
    pdf = draw_letters(letters, "a4", lambda done, total: seen.append((done, total)))
    assert page_count(pdf) == 3
    assert [name in words(pdf, page) for page, name in enumerate(names)] == [True] * 3
    assert seen == [(1, 3), (2, 3), (3, 3)]
    with pytest.raises(ValueError, match="no letters"):
        draw_letters([], "a4")


LETTERS = "abdeghijklmnoprstuwy ABDEKMNRSTU'’-.,/()0123456789é"


def up_to(longest: int) -> st.SearchStrategy[str]:
    """Texts of every length up to `longest`, long ones as often as short ones."""
    parts = st.tuples(st.text(LETTERS, min_size=1, max_size=40), st.integers(0, longest))
    return parts.map(lambda part: (part[0] * longest)[: part[1]])


someone = up_to(120)
signer_lists = st.lists(
    st.builds(
        Signer,
        role=st.sampled_from(["pendamping", "kepala_desa", "koordinator"]),
        name=someone,
        title=st.lists(st.text(LETTERS, min_size=1, max_size=60), max_size=3).map(tuple),
        nip=st.sampled_from(["", "198703142010012001"]),
    ),
    unique_by=lambda signer: signer.role,
    max_size=3,
)
witnesses = st.lists(st.builds(Signer, role=st.just("saksi"), name=someone), max_size=2)


@settings(max_examples=60)
@given(
    paper=st.sampled_from(["f4", "a4"]),
    name=someone,
    address=up_to(300),
    desa=st.sampled_from(["", "Desa Sukadana"]),
    business=up_to(120),
    reason_text=up_to(300),
    signers=signer_lists,
    saksi=witnesses,
)
def test_any_letter_is_well_laid_or_refused(
    paper: str,
    name: str,
    address: str,
    desa: str,
    business: str,
    reason_text: str,
    signers: list[Signer],
    saksi: list[Signer],
) -> None:
    facts = letter_facts(
        TEMPLATE,
        name=name,
        address=address,
        desa=desa,
        business=business,
        reason="lainnya",
        reason_text=reason_text,
        signers=(*signers, *saksi),
    )
    try:
        drawn = draw_letter(facts, TEMPLATE, paper)
    except LetterDoesNotFit:
        assert len(name) + len(address) + len(business) + len(reason_text) > 300
        return
    assert_well_laid(drawn, PAPERS[paper])
    assert_signatures_whole(drawn)
    assert len([box for box in drawn.boxes if box.name.startswith("signer.")]) == 1 + len(facts.signers)
