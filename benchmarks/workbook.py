"""Time a workbook of 200 tables against openpyxl writing the same cells with shared styles.

``python -m benchmarks.workbook`` takes turns between the two, so that what else the machine does falls on both, and
prints the median of the rounds and their ratio. Both write 60,000 cells of the same content, number formats and looks;
ours also marks tables up, sets widths and heights, and seals the file.
"""

import argparse
import statistics
import time
from datetime import UTC, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.styles.cell_style import StyleArray

from reports.book import Book
from reports.excel.writer import packed
from reports.sheet import Sheet
from reports.table import Column, Number, Table, Words

TABLES, ROWS, COLUMNS = 200, 25, 12
MADE = datetime(2026, 5, 1, tzinfo=UTC)
STYLE = "_style"  # what openpyxl shares between cells that look alike
FORMATS = {"share": "0.0%", "count": "#,##0"}


def main() -> None:
    """Run both in turns and print how long they took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    book = _book()
    contestants = {"ours": lambda: packed(book), "openpyxl": lambda: _plain(book)}
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, write in contestants.items():
            begin = time.perf_counter()
            write()
            seconds[name].append(time.perf_counter() - begin)
    medians = {name: statistics.median(times) for name, times in seconds.items()}
    for name, median in medians.items():
        print(f"{name:10} {median:6.2f} s")
    print(f"ratio      {medians['ours'] / medians['openpyxl']:6.2f}")


def _book() -> Book:
    columns = (Column("Group", 30), *(Column(f"Answer {place}") for place in range(1, COLUMNS)))
    sheets = []
    for number in range(TABLES):
        rows = tuple(_row(number, row) for row in range(ROWS - 1))
        table = Table(name=f"table_{number}", columns=columns, rows=rows)
        sheets.append(Sheet(key=f"t{number}", name=f"T{number}", title=f"T{number}", about="One table.", table=table))
    return Book(language="en", title="Benchmark", author="We", made=MADE, footer="Benchmark", sheets=tuple(sheets))


def _row(number: int, row: int) -> tuple[Words | Number, ...]:
    shares = [Number((number + row + place) % 97 / 97, "share") for place in range(COLUMNS - 3)]
    return (Words(f"Group {row}"), *shares, Number(number + row, "count"), Number(number * row, "count"))


def _plain(book: Book) -> bytes:
    """Write the same cells with openpyxl alone, each look made once and shared."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    looks: dict[str, StyleArray] = {}
    for sheet in book.sheets:
        worksheet = workbook.create_sheet(sheet.name)
        table = sheet.table
        if table is None:
            continue
        for place, column in enumerate(table.columns, start=1):
            _write(worksheet.cell(1, place), column.header, "header", looks)
        for row, cells in enumerate(table.rows, start=2):
            for place, cell in enumerate(cells, start=1):
                if isinstance(cell, Number):
                    _write(worksheet.cell(row, place), cell.value, FORMATS[cell.form], looks)
                elif isinstance(cell, Words):
                    _write(worksheet.cell(row, place), cell.words, "text", looks)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def _write(cell: object, value: object, look: str, looks: dict[str, StyleArray]) -> None:
    cell.value = value
    if look in looks:
        setattr(cell, STYLE, looks[look])
        return
    cell.font = Font(name="Arial", size=11, bold=look == "header")
    cell.border = Border(bottom=Side(style="thin", color="CBD3D6"))
    cell.alignment = Alignment(horizontal="left" if look in {"header", "text"} else "right", vertical="center")
    if "0" in look:
        cell.number_format = look
    looks[look] = getattr(cell, STYLE)


if __name__ == "__main__":
    main()
