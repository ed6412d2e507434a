"""Plans and expected values as tables: CSV, and workbooks of Excel (with the extra ``xlsx``).

What stands in them is in `solver.formats.exporting.interchange.sheets`.
"""

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

from app.export.export_format import PictureFormat
from app.export.subject import Drawn, Subject
from solver.errors import QuandaryError
from solver.translation import tr

if TYPE_CHECKING:
    from solver.formats.exporting.interchange.sheets import Sheet

_ROWS: Final = 1_048_576  # that a sheet of Excel has
_WIDEST: Final = 60  # characters that a column shows
#: Files of the same numbers are the same, whenever they are written.
_WRITTEN: Final = datetime(1980, 1, 1)


def encode_csv(drawn: Drawn) -> bytes:
    """All plans with what they expect; with a mark at its beginning by which Excel reads UTF-8."""
    from solver.formats.exporting.interchange.sheets import plans_sheet

    return plans_sheet(drawn.subject.document, drawn.subject.solution).csv().encode("utf-8-sig")


def encode_xlsx(drawn: Drawn) -> bytes:
    """The same with further sheets: expected values by node, and all branches."""
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise QuandaryError(
            tr("Workbooks of Excel need the package XlsxWriter: pip install quandary[xlsx].")
        ) from None
    from solver.formats.exporting.interchange.sheets import plans_sheet, tree_sheet, values_sheet

    subject = drawn.subject
    sheets = [
        make(subject.document, subject.solution) for make in (plans_sheet, values_sheet, tree_sheet)
    ]
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties({"title": drawn.title, "created": _WRITTEN})
    bold = book.add_format({"bold": True})
    for sheet in sheets:
        page = book.add_worksheet(sheet.title)
        rows = sheet.rows
        if len(rows) >= _ROWS:
            raise QuandaryError(
                tr("A sheet of Excel has at most {rows:,} rows.").format(rows=_ROWS)
            )
        page.freeze_panes(1, 1)
        for place, head in enumerate(sheet.heads):
            page.write_string(0, place, head, bold)
            page.set_column(place, place, _width(sheet, place))
        for number, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    page.write_string(number, place, cell)  # never a formula or a link
                elif cell is not None:
                    page.write_number(number, place, cell)
    book.close()
    return out.getvalue()


def _width(sheet: "Sheet", place: int) -> float:
    shown = [len(str(row[place])) for row in sheet.rows[:200] if row[place] is not None]
    return min(_WIDEST, max([len(sheet.heads[place]), *shown]) + 2)


def _leaves_out(subject: Subject) -> tuple[str, ...]:
    from solver.formats.exporting.interchange.sheets import plans_left_out

    return plans_left_out(subject.document, subject.solution)


CSV: Final = PictureFormat(
    suffix=".csv",
    label="CSV (plans and values)",
    encode=encode_csv,
    needs_qt=False,
    leaves_out=_leaves_out,
)
XLSX: Final = PictureFormat(
    suffix=".xlsx",
    label="Excel (plans, values and branches)",
    encode=encode_xlsx,
    needs_qt=False,
    leaves_out=_leaves_out,
)
