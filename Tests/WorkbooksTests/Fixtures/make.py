"""Makes the workbooks beside it, all of them about made-up people. Needs openpyxl and xlsxwriter, and LibreOffice for the ODS.

    python3 make.py

They are kept as files so that the tests need neither: run this only to add one.
"""

import datetime
import pathlib
import subprocess
import zipfile

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Font

here = pathlib.Path(__file__).parent
HEADINGS = ["Date", "Name", "Phone", "What do you need?", "Done", "Time", "Dozen", "Cost"]
ROWS = [
    [datetime.datetime(2026, 3, 15, 22, 49, 40), "Ada Example", 5555550101, "milk\neggs", True, datetime.time(9, 5), 2.5, 0.1 + 0.2],
    [datetime.date(2026, 3, 16), "José Ñandú 🥑", "+1 555 555 0102", "pan integral", False, None, None, None],
    [datetime.date(2026, 3, 17), "نور", "00155555501 03", "حليب و بيض", None, datetime.time(22, 5, 7), 12, 1e-5],
]


def openpyxl_book():
    book = openpyxl.Workbook()
    first = book.active
    first.title = "About us"
    first["B2"] = "Elm Street neighbours"
    first.merge_cells("B2:E2")
    sheet = book.create_sheet("Asks & more")
    sheet.append(HEADINGS)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.append(ROWS[0])
    sheet.append([])
    sheet.append(ROWS[1])
    sheet.append(ROWS[2])
    sheet["B4"].comment = Comment("Nobody reads this", "somebody")
    sheet["H5"].number_format = '"d"0.000000'
    sheet["AB2"] = "far right"
    hidden = book.create_sheet("Hidden")
    hidden.append(["secret"])
    hidden.sheet_state = "hidden"
    book.create_chartsheet("A chart")
    book.save(here / "openpyxl.xlsx")


def inline_book():
    """Texts inside the cells instead of apart, dates since 1904, and formats of its own."""
    book = xlsxwriter.Workbook(here / "inline.xlsx", {"constant_memory": True, "date_1904": True})
    sheet = book.add_worksheet("Asks")
    sheet.write_row(0, 0, HEADINGS)
    day = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    sheet.write_datetime(1, 0, ROWS[0][0].replace(second=0), day)
    sheet.write(1, 1, "Ada Example")
    sheet.write_number(1, 2, 5555550101)
    sheet.write_formula(1, 3, '="milk"&" and eggs"', None, "milk and eggs")
    sheet.write_formula(2, 3, "=1/0", None, "#DIV/0!")
    sheet.write(2, 1, "Bo Example")
    hours = book.add_format({"num_format": "[h]:mm"})
    sheet.write_number(2, 5, 0.25, hours)
    book.close()


def libreoffice(source, target):
    subprocess.run(
        ["soffice", "--headless", "--convert-to", target.suffix[1:], "--outdir", str(here), str(source)], check=True, stdout=subprocess.DEVNULL
    )
    made = here / source.with_suffix(target.suffix).name
    made.rename(target)


def changed(source, target, changes):
    """A copy of an archive with some of its entries changed: bytes for other bytes, None for gone."""
    with zipfile.ZipFile(here / source) as old, zipfile.ZipFile(here / target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            change = changes.get(entry, lambda data: data)
            data = change(old.read(entry)) if change else None
            if data is not None:
                new.writestr(entry, data)


def broken_books():
    doctype = b'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    sheet = "xl/worksheets/sheet2.xml"
    changed("openpyxl.xlsx", "entities.xlsx", {sheet: lambda data: doctype + data[data.index(b"<worksheet") :]})
    changed("openpyxl.xlsx", "cut-off.xlsx", {sheet: lambda data: data[: len(data) // 2]})
    changed("libreoffice.xlsx", "no-texts.xlsx", {"xl/sharedStrings.xml": None})
    changed("openpyxl.xlsx", "far-right.xlsx", {sheet: lambda data: data.replace(b'r="AB2"', b'r="XFD2"')})
    changed("openpyxl.xlsx", "backwards.xlsx", {sheet: lambda data: data.replace(b'<row r="4"', b'<row r="1"')})
    changed("openpyxl.xlsx", "no-book.xlsx", {"xl/workbook.xml": None})
    whole = (here / "openpyxl.xlsx").read_bytes()
    (here / "half.xlsx").write_bytes(whole[: len(whole) // 2])
    at = whole.index(b"PK\x03\x04", 2000)
    (here / "flipped.xlsx").write_bytes(whole[: at + 60] + bytes(byte ^ 0x55 for byte in whole[at + 60 : at + 90]) + whole[at + 90 :])
    with zipfile.ZipFile(here / "letter.odt.zip", "w") as letter:
        letter.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        letter.writestr("content.xml", "<office:document-content xmlns:office='x'/>")
    with zipfile.ZipFile(here / "photographs.zip", "w") as photographs:
        photographs.writestr("one.txt", "not a workbook")
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    row = b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"x" * 1_200_000 + b"</t></is></c></row></sheetData></worksheet>"
    changed("openpyxl.xlsx", "long-cell.xlsx", {sheet: lambda data: head + row})
    texts = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + b" " * 140_000_000 + b"</sst>"
    changed("libreoffice.xlsx", "bomb.xlsx", {"xl/sharedStrings.xml": lambda data: texts})


openpyxl_book()
inline_book()
libreoffice(here / "openpyxl.xlsx", here / "libreoffice.ods")
libreoffice(here / "libreoffice.ods", here / "libreoffice.xlsx")
changed(
    "libreoffice.ods",
    "repeated.ods",
    {"content.xml": lambda data: data.replace(b"<table:table-row ", b'<table:table-row table:number-rows-repeated="900000000" ')},
)
broken_books()
