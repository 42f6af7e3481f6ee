"""tilth agree import: a list of organisations becomes partners, all of it or nothing."""

import csv
import io
from pathlib import Path

import pytest
import xlsxwriter

from tilth.agree.partners.sectors import sectors
from tilth.cli.main import main
from tilth.web.agree.models import Partner, Step
from tilth.web.agree.partners import importing

BLACK_COUNTRY = ("E08000027", "E08000028", "E08000030", "E08000031")
DOCS = Path(__file__).parents[3] / "docs/agree"


@pytest.fixture
def tilth(db, settings, capsys, tmp_path, monkeypatch):
    """A function that runs a command on the place of these tests: exit code and what it says."""
    monkeypatch.setenv("TILTH_KEY_FILE", str(tmp_path / "keys" / "own.key"))
    monkeypatch.setenv("TILTH_PLACE", "")

    def run(*words):
        code = main([*words, "--place", str(settings.PLACE.folder)])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


@pytest.fixture
def listed(tmp_path):
    """A function that writes a list and gives its path: CSV text, or rows for a workbook."""

    def write(told, name="list.csv"):
        path = tmp_path / name
        if isinstance(told, str):
            path.write_text(told, encoding="utf-8")
            return str(path)
        book = xlsxwriter.Workbook(path)
        sheet = book.add_worksheet()
        for at, row in enumerate(told):
            sheet.write_row(at, 0, row)
        book.close()
        return str(path)

    return write


@pytest.fixture
def black_country(monkeypatch):
    """The map of the Black Country, by its codes."""
    monkeypatch.setattr(importing, "named", lambda place: {c: ("place", c) for c in BLACK_COUNTRY})


def table():
    """The table of the docs page, as a reader takes it out."""
    text = (DOCS / "black-country.md").read_text(encoding="utf-8")
    return text.split("```csv\n")[1].split("```")[0]


def test_the_black_country_of_the_docs_is_read_in(tilth, listed, black_country):
    """B-086 B-118: real public bodies with what came before them; facts, and nobody has joined."""
    rows = list(csv.DictReader(io.StringIO(table())))
    code, said = tilth("agree", "import", listed(table()), "--dry-run")
    assert code == 0, said
    assert said.count(",new,") == len(rows)
    assert not Partner.objects.filter(code="RBK").exists()
    code, said = tilth("agree", "import", listed(table()))
    assert code == 0, said
    walsall = Partner.objects.get(code="05Y")
    assert walsall.successor.code == "D2P2L"
    assert walsall.successor.successor.code == "QUA"
    board = Partner.objects.get(code="QUA")
    assert board.footprint == list(BLACK_COUNTRY)
    assert set(Partner.objects.filter(code__in=[r["code"] for r in rows if r["code"]])
               .values_list("state", flat=True)) == {"invited", "left"}  # fmt: skip
    steps = Step.objects.filter(act="read from a list").count()
    code, said = tilth("agree", "import", listed(table()))
    assert said.count(",as it was,") == len(rows)
    assert Step.objects.filter(act="read from a list").count() == steps


def test_the_codes_of_the_docs_are_those_publishers_list(shared):
    """Facts about organisations come from open files, where they are."""
    rows = {r["code"]: r["name"] for r in csv.DictReader(io.StringIO(table())) if r["code"]}
    with (shared / "data/services/nhs_trusts.csv").open(encoding="utf-8") as file:
        trusts = {r["nhs_trust_code"]: r["nhs_trust_name"] for r in csv.DictReader(file)
                  if r["system"] == "Black Country"}  # fmt: skip
    assert trusts.items() <= rows.items()
    with (shared / "data/geography/lookup_lsoa21.csv").open(encoding="utf-8") as file:
        areas = {(r["ltla24_code"], r["icb24_code_nhs"], r["sicbl24_code_nhs"], r["icb24_name"])
                 for r in csv.DictReader(file) if r["system"] == "Black Country"}  # fmt: skip
    assert {one[0] for one in areas} <= set(rows)
    assert {one[1:] for one in areas} == {("QUA", "D2P2L", rows["QUA"])}


def test_a_workbook_changes_only_what_its_cells_say(tilth, listed):
    tilth("agree", "import", listed("name,sector,purpose\nTown Library,culture,Warm rooms\n"))
    rows = [["Partner", "Sector", "Purpose", "Income"], ["TOWN LIBRARY", "leisure", "", 48000]]
    code, said = tilth("agree", "import", listed(rows, "list.xlsx"), "--dry-run")
    assert code == 0, said
    assert "name: Town Library > TOWN LIBRARY; income: nothing > 48000" in said
    tilth("agree", "import", listed(rows, "list.xlsx"))
    one = Partner.objects.get(slug="town-library")
    assert (one.purpose, one.income, one.sector) == ("Warm rooms", 48000, "leisure")
    assert one.accountability == sectors()["leisure"].accountable


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,sector\nA,gp\nB,hospitl\n", "row 3, sector: 'hospitl' is no sector. Did you mean"),
        ("name,sector,works in\nA,gp,Mars\n", "row 2, works in: 'Mars' is no area here"),
        ("name\nA\n", "sector: this column is missing"),
        ("name,sector\n", "no table with headings and rows"),
        ('name,sector\n"A,gp\n', "quotation marks"),
    ],
)
def test_with_one_mistake_nothing_is_written(tilth, listed, text, said):
    before = set(Partner.objects.values_list("pk", flat=True))
    code, told = tilth("agree", "import", listed(text))
    assert code == 4
    assert said in told
    after = set(Partner.objects.exclude(pk__in=before).values_list("state", flat=True))
    assert after <= {"joined"}  # those of place.toml, which the first command brings


def test_two_rows_about_one_partner_are_told(tilth, listed):
    tilth("agree", "import", listed("name,sector,code\nOld,gp,X1\nNext,gp,X2\n"))
    text = "name,sector,code,followed by\nAnew,gp,X1,\nOLD,gp,,\nThird,gp,,Nxt\n"
    code, said = tilth("agree", "import", listed(text))
    assert code == 4
    assert "this is Old, which row 2 is about too" in said
    assert "no other organisation here is called so. Did you mean next?" in said


def test_many_mistakes_are_cut_short_and_files_of_other_kinds_refused(
    tilth,
    listed,
    tmp_path,
):
    many = "name,sector\n" + "".join(f"A{n},x\n" for n in range(50))
    assert "and 10 more" in tilth("agree", "import", listed(many))[1]
    assert tilth("agree", "import", listed("x", "list.pdf"))[0] == 2
    assert tilth("agree", "import", str(tmp_path / "none.csv"))[0] == 2
    large = tmp_path / "large.csv"
    large.write_bytes(b"x" * (10 * 2**20 + 1))
    code, said = tilth("agree", "import", str(large))
    assert (code, "larger than 10 MB" in said) == (4, True)


def test_two_sheets_are_one_too_many(tilth, tmp_path):
    path = tmp_path / "two.xlsx"
    book = xlsxwriter.Workbook(path)
    for name in ("One", "Two"):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["name", "sector"])
        sheet.write_row(1, 0, ["A", "gp"])
    book.close()
    code, said = tilth("agree", "import", str(path))
    assert code == 4
    assert "it holds several tables" in said


def test_a_partner_followed_in_the_list_is_followed(tilth, listed):
    text = "name,sector,followed by\nOld,gp,\nNew,gp,\n"
    tilth("agree", "import", listed(text))
    code, said = tilth("agree", "import", listed("name,sector,followed by\nOld,gp,New\n"))
    assert code == 0
    assert "successor: nothing > New" in said
    assert Partner.objects.get(slug="old").successor.name == "New"


def test_one_practice_of_two_names_is_one_partner(tilth, listed):
    """B-203: a practice as partner; two names for one are resolved."""
    text = "name,sector,also called\nFive Streets Surgery,practice,Five St. Practice\n"
    tilth("agree", "import", listed(text))
    code, said = tilth(
        "agree", "import", listed("name,sector\nfive st. practice,gp\n"), "--dry-run"
    )
    assert code == 0
    assert "name: Five Streets Surgery > five st. practice" in said
