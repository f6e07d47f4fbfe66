"""Makes asks.xlsx and asks.ods beside it: a workbook as a group keeps it, about made-up people. Needs openpyxl and LibreOffice.

    python3 make_workbooks.py

They are kept as files so that the tests need neither.
"""

import datetime
import pathlib
import subprocess

import openpyxl

here = pathlib.Path(__file__).parent
book = openpyxl.Workbook()
money = book.active
money.title = "Lunch money"
money.append(["Week", "Spent", "Left"])
money.append([1, 12.5, 87.5])
asks = book.create_sheet("Asks 2026")
asks["A1"] = "Elm Street mutual aid"
asks.merge_cells("A1:F1")
asks["A2"] = "Please call before you come"
asks.append([])
asks.append(["Date", "Name", "Phone", "What do you need?", "Status", "Immigration status"])
for number in range(1, 6):
    asks.append([datetime.datetime(2026, 3, number, 9, 30), f"Neighbour {number}", 1514960100 + number, "Groceries", "New", "SECRETPAPERS"])
asks.append(["Date", "Name", "Phone", "What do you need?", "Status", "Immigration status"])
asks.append([datetime.datetime(2026, 3, 6, 9, 30), "Neighbour 6", "12", "Groceries", "New", "SECRETPAPERS"])
asks.append(["Total", None, None, 6])
hidden = book.create_sheet("Old asks")
hidden.append(["Date", "Name", "Phone", "What do you need?", "Details", "Status", "Notes"])
hidden.append([datetime.datetime(2020, 3, 6), "Neighbour 7", "0151 496 0107", "Groceries", "Milk", "New", ""])
hidden.sheet_state = "hidden"
book.save(here / "asks.xlsx")
subprocess.run(["soffice", "--headless", "--convert-to", "ods", "--outdir", str(here), str(here / "asks.xlsx")], check=True, stdout=subprocess.DEVNULL)
