"""Every picture in every theme and size, drawn by other people's programs and held against our own.

    python -m tests.bench.looks.picture_matrix FOLDER [THEME-SIZE …]

Nine examples, a tree of long labels, one of mathematics and one that is read from right to left, in
four themes and three sizes of type (all of them, or those that are named, as slides-150).  Programs that are not installed are left out, and named (Debian:
librsvg2-bin, poppler-utils, chromium, inkscape, libreoffice-draw, texlive-xetex, texlive-luatex).

What is measured: the texts, in PDF of ours and of each engine of TeX; that each word of TeX stands in its
room; by how many grey levels a drawing differs from our PNG (seen from afar); texts that meet; the
least contrast.  FOLDER gets the pictures and a sheet for each theme and size.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import product
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image

import assets
from app.export.encode import encoded
from app.export.formats.tikz import listed
from app.export.noticed import contrast
from app.export.options import ExportOptions
from app.export.subject import Subject
from solver.document.model import Document
from solver.document.style import THEMES, Style
from solver.errors import QuandaryError
from solver.formats.exporting.tikz import PIXEL
from solver.formats.quandary import loads
from solver.page.collisions import UP, collisions
from solver.page.drawing_list import DrawingList, DrawnText
from solver.rules import solve
from solver.solution import Solution
from tests.documents.entries import branch, node, read

SIZES: Final = (75, 100, 150)
EXAMPLES: Final = (
    "shutdown", "single-souring", "single-sweetening", "no-way-back", "chance-pump",
    "pizza", "oil", "complete-or-not", "lake-district",
)  # fmt: skip
LONG: Final = Path(__file__).parents[2] / "documents" / "cases" / "long40.json"
FAR: Final = (
    10.0  # grey levels on average, from which on a drawing is another one; hinting alone makes 9
)
NEAR: Final = 2.0  # pixels
WORD: Final = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>')
ENGINES: Final = ("pdflatex", "xelatex", "lualatex")


def mathematics() -> Document:
    """Formulas of every kind in every place."""
    return read(
        title=r"Two gifts, $A^+ \succ A \parallel B$",
        outcomes=[
            {"id": "A", "label": r"$A^+ = \tfrac{4}{9}\,u_1(x)$", "scale": "$u_1$", "value": "1/3"},
            {"id": "B", "label": r"$\sum_{i=1}^{n} p_i\,u(x_i) \geq \sqrt{2}$", "scale": "$u_2$", "value": 2},
            {"id": "C", "label": r"$\overline{X} \cup \{a, b\} \neq \emptyset$", "scale": "$u_1$", "value": 0},
        ],
        nodes=[
            node("r", "choice", label=r"$\alpha$ or $\beta$?"),
            node("c", "chance", label=r"$\omega \in \Omega$"),
            node("a", "outcome", outcome="A"),
            node("b", "outcome", outcome="B"),
            node("d", "outcome", outcome="C"),
        ],
        branches=[
            branch("rc", "r", "c", label=r"wait for $\omega$"),
            branch("rd", "r", "d", label=r"take $\beta \prec \gamma$"),
            branch("ca", "c", "a", label=r"$\omega_1$", probability="1/3"),
            branch("cb", "c", "b", label=r"$\neg\,\omega_1$", probability="2/3"),
        ],
    )  # fmt: skip


def leftward() -> Document:
    """Labels in Hebrew, with figures and Latin words in them."""
    return read(
        title="עץ החלטה (1)",
        outcomes=[
            {"id": "A", "label": "שלום 100%", "scale": "ס", "value": 1},
            {"id": "B", "label": "לא (no)", "scale": "ס", "value": 2},
        ],
        nodes=[
            node("r", "choice", label="לבחור?"),
            node("c", "chance", label="מזל"),
            node("a", "outcome", outcome="A"),
            node("b", "outcome", outcome="B"),
            node("d", "outcome", outcome="A"),
        ],
        branches=[
            branch("rc", "r", "c", label="להמשיך"),
            branch("rd", "r", "d", label="לעצור"),
            branch("ca", "c", "a", label="כן", probability="1/3"),
            branch("cb", "c", "b", label="לא", probability="2/3"),
        ],
    )


def documents() -> dict[str, Document]:
    """What is drawn, by name."""
    found = {name: loads(assets.example_text(name)) for name in EXAMPLES}
    found["long40"] = loads(LONG.read_text(encoding="utf-8"))
    found["mathematics"], found["leftward"] = mathematics(), leftward()
    return found


@dataclass
class Tally:
    """What came out: by program, how many pictures, and what was wrong with which."""

    drawn: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    wrong: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    furthest: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def near(self, program: str, name: str, ours: Path, theirs: Path) -> None:
        """Count a drawing, and say if it looks otherwise than ours."""
        self.drawn[program] += 1
        if not theirs.exists():
            self.wrong[program].append(f"{name}: not drawn")
            return
        far = apart(ours, theirs)
        self.furthest[program] = max(self.furthest[program], far)
        if far > FAR:
            self.wrong[program].append(f"{name}: {far:.1f} grey levels")

    def report(self) -> None:
        for program, count in self.drawn.items():
            far = f", {self.furthest[program]:.1f} grey levels at most" * (program in self.furthest)
            print(f"{program:12} {count:5} drawn, {len(self.wrong[program])} wrong{far}")
            for line in self.wrong[program][:12]:
                print(f"             {line}")


def apart(one: Path, other: Path) -> float:
    """By how many grey levels two pictures differ on average, seen from afar."""
    first = Image.open(one).convert("RGBA")
    ground = first.getpixel((1, 1))
    shown = []
    for path in (one, other):
        picture = Image.open(path).convert("RGBA")
        page = Image.new("RGBA", picture.size, ground)
        page.alpha_composite(picture)
        wide = 160, max(1, round(160 * first.height / first.width))
        shown.append(page.convert("L").resize(wide, Image.Resampling.BOX).tobytes())
    return sum(abs(a - b) for a, b in zip(*shown, strict=True)) / len(shown[0])


@dataclass(frozen=True)
class Made:
    """One picture of the matrix."""

    name: str
    subject: Subject
    options: ExportOptions
    drawing: DrawingList
    folder: Path

    def path(self, suffix: str) -> Path:
        return self.folder / f"{self.name}{suffix}"

    @property
    def texts(self) -> list[DrawnText]:
        marks = (mark for group in self.drawing.groups for mark in group.marks)
        return [mark for mark in marks if isinstance(mark, DrawnText)]


def pictures(folder: Path, theme: str, size: int) -> Iterator[Made]:
    """Those of one theme and size, with our own files beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    options = ExportOptions(size=1.0, carry=False)
    for name, document in documents().items():
        style = Style(theme=theme, type_size=size, title=True, legend=True)
        subject = Subject(document, answer(document), style=style)
        picture = subject.picture(options)
        made = Made(name, subject, options, listed(picture, options), folder)
        for suffix in (".png", ".svg", ".pdf"):
            made.path(suffix).write_bytes(encoded(subject, suffix, options))
        yield made


def answer(document: Document) -> Solution | None:
    try:
        return solve(document, "dsm")
    except QuandaryError:
        return None


# --------------------------------------------------------------------------------- programs


def run(*command: str | Path, cwd: Path | None = None, seconds: float = 900) -> bytes:
    done = subprocess.run(
        [*map(str, command)], capture_output=True, check=False, cwd=cwd, timeout=seconds
    )
    return done.stdout


def by_rsvg(made: list[Made], tally: Tally) -> None:
    for each in made:
        run("rsvg-convert", each.path(".svg"), "-o", each.path(".rsvg.png"))
        tally.near("rsvg-convert", where(each), each.path(".png"), each.path(".rsvg.png"))


def by_poppler(made: list[Made], tally: Tally) -> None:
    """Our PDF drawn, and its texts."""
    for each in made:
        run("pdftoppm", "-r", "96", "-png", "-singlefile", each.path(".pdf"), each.path(".poppler"))
        tally.near("pdftoppm", where(each), each.path(".png"), each.path(".poppler.png"))
        found = run("pdftotext", "-raw", each.path(".pdf"), "-").decode()
        compare_texts("PDF texts", each, found, tally)


def by_inkscape(made: list[Made], tally: Tally) -> None:
    files = [each.path(".svg") for each in made]
    run("inkscape", "--export-type=png", "--export-dpi=96", *files)
    for each in made:  # it takes the name with another ending
        drawn = each.path(".inkscape.png")
        ours = each.path(".png")
        drawn.write_bytes(ours.read_bytes())
        ours.write_bytes(encoded(each.subject, ".png", each.options))
        tally.near("inkscape", where(each), ours, drawn)


def by_libreoffice(made: list[Made], tally: Tally) -> None:
    files = [each.path(".svg") for each in made]
    out = made[0].folder / "libreoffice"
    profile = f"-env:UserInstallation=file://{out.resolve()}/profile"
    run("soffice", profile, "--headless", "--convert-to", "png", "--outdir", out, *files)
    for each in made:
        tally.near("libreoffice", where(each), each.path(".png"), out / f"{each.name}.png")
    shutil.rmtree(out / "profile", ignore_errors=True)


def by_chromium(made: list[Made], tally: Tally) -> None:
    for each in made:
        wide, high = round(each.drawing.width), round(each.drawing.height)
        page = each.path(".html")
        page.write_text(
            f'<body style="margin:0"><img src="{escape(each.path(".svg").name)}">', encoding="utf-8"
        )
        shot = each.path(".chromium.png")
        run(
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            f"--window-size={max(wide, 500)},{max(high, 400)}", f"--screenshot={shot}",
            page.resolve().as_uri(),
        )  # fmt: skip
        if shot.exists():
            Image.open(shot).crop((0, 0, wide, high)).save(shot)
        tally.near("chromium", where(each), each.path(".png"), shot)


def by_tex(engine: str) -> "Callable[[list[Made], Tally], None]":
    """All pictures of a theme and size as pages of one file."""

    def go(made: list[Made], tally: Tally) -> None:
        folder = made[0].folder
        heads: set[str] = set()
        bodies = []
        for each in made:
            text = encoded(each.subject, ".tex", ExportOptions(standalone=False)).decode()
            heads.add("\n".join(line[4:] for line in text.splitlines() if line.startswith("%   ")))
            bodies.append(text.replace(r"\def\treeface{}", r"\def\treeface{\sffamily}"))
        head = max(heads, key=len)
        (folder / f"{engine}.tex").write_text(
            f"\\documentclass[tikz]{{standalone}}\n{head}\n\\begin{{document}}\n"
            + "\n".join(bodies)
            + "\n\\end{document}\n",
            encoding="utf-8",
        )
        run(engine, "-interaction=nonstopmode", "-no-shell-escape", f"{engine}.tex", cwd=folder)
        pdf = folder / f"{engine}.pdf"
        said = run("pdftotext", "-bbox", pdf, "-").decode().split("<page ")[1:]
        raw = run("pdftotext", "-raw", pdf, "-").decode().split("\f")
        run("pdftoppm", "-r", "96", "-png", pdf, folder / engine)
        drawn = sorted(folder.glob(f"{engine}-*.png"))
        for number, each in enumerate(made):
            if number >= len(said):
                tally.wrong[engine].append(f"{where(each)}: no page")
                continue
            if (
                each.name != "leftward" or engine != "pdflatex"
            ):  # which says that it lacks the letters
                compare_texts(f"{engine} texts", each, raw[number], tally)
            for word in out_of_place(each, said[number]):
                tally.wrong[engine].append(f"{where(each)}: “{word}” is not in its room")
            tally.near(engine, where(each), each.path(".png"), drawn[number])

    return go


def out_of_place(each: Made, page: str) -> Iterator[str]:
    """The words of a page that stand in no room of the drawing."""
    for *places, said in WORD.findall(page):
        left, top, right, bottom = (float(n) / PIXEL for n in places)
        middle = (top + bottom) / 2
        if not any(map(str.isalnum, said)):
            continue  # a radical’s box is that of its font, not its own
        if not any(
            room.at[0] - room.indent * room.room - NEAR <= left
            and right <= room.at[0] + (1 - room.indent) * room.room + NEAR
            and room.at[1] - 1.5 * UP * room.size <= middle <= room.at[1] + 0.5 * room.size
            for room in each.texts
        ):
            yield said


def compare_texts(program: str, each: Made, found: str, tally: Tally) -> None:
    """Whether every text that is no formula can be read from the file."""
    tally.drawn[program] += 1
    seen = bare(found)
    for text in each.texts:
        for run_ in text.runs:
            words = bare(run_.text)
            if not run_.is_formula and words not in seen and words[::-1] not in seen:
                tally.wrong[program].append(f"{where(each)}: “{run_.text}” is not there")


def bare(text: str) -> str:
    """Letters and figures alone: readers spell the rest in their own ways."""
    import unicodedata

    plain = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in plain if sign.isalnum() and sign.isascii())


def where(each: Made) -> str:
    return f"{each.folder.name}/{each.name}"


PROGRAMS: Final[dict[str, tuple[str, Callable[[list[Made], Tally], None]]]] = {
    "poppler": ("pdftoppm", by_poppler),
    "rsvg": ("rsvg-convert", by_rsvg),
    "chromium": ("chromium", by_chromium),
    "inkscape": ("inkscape", by_inkscape),
    "libreoffice": ("soffice", by_libreoffice),
    **{engine: (engine, by_tex(engine)) for engine in ENGINES},
}


def sheet(made: list[Made], path: Path) -> None:
    """What each program drew, a row for each document."""
    endings = (".png", ".poppler.png", ".rsvg.png", ".chromium.png", ".inkscape.png")
    wide = 300
    rows = []
    for number, each in enumerate(made):
        files = [each.path(ending) for ending in endings]
        files.append(each.folder / "libreoffice" / f"{each.name}.png")
        for engine in ENGINES:
            pages = sorted(each.folder.glob(f"{engine}-*.png"))
            files += pages[number : number + 1]
        row = []
        for file in files:
            if file.exists():
                picture = Image.open(file).convert("RGB")
                high = max(1, round(wide * picture.height / picture.width))
                row.append(picture.resize((wide, min(high, 420)), Image.Resampling.LANCZOS))
        rows.append(row)
    across = max(map(len, rows)) * (wide + 6)
    down = sum(max(p.height for p in row) + 6 for row in rows)
    page = Image.new("RGB", (across, down), "#808080")
    top = 0
    for row in rows:
        for number, picture in enumerate(row):
            page.paste(picture, (number * (wide + 6), top))
        top += max(p.height for p in row) + 6
    page.save(path)


def main(folder: str, *wanted: str) -> None:
    there = [name for name, (program, _) in PROGRAMS.items() if shutil.which(program)]
    for name in sorted({*PROGRAMS} - {*there}):
        print(f"{name} is not installed.")
    tally, meeting, least, count = Tally(), 0, 21.0, 0
    begun = time.monotonic()
    for theme, size in product(THEMES, SIZES):
        if wanted and f"{theme}-{size}" not in wanted:
            continue
        made = list(pictures(Path(folder) / f"{theme}-{size}", theme, size))
        for each in made:
            count += 1
            ground = each.drawing.ground or "#ffffff"
            least = min(least, *(contrast(text.colour, ground) for text in each.texts))
            for found in collisions(each.drawing):
                meeting += 1
                print(f"{where(each)}: {found.text.runs} meets something")
        for name in there:
            PROGRAMS[name][1](made, tally)
        sheet(made, Path(folder) / f"{theme}-{size}.png")
        print(f"{theme} {size} % done after {time.monotonic() - begun:.0f} s", flush=True)
    print(f"{count} pictures; {meeting} texts meet something; least contrast {least:.2f}")
    tally.report()


if __name__ == "__main__":
    main(*sys.argv[1:])
