"""A helper hands in photographs of receipts; the treasurer sees them upright, and nothing else stays of them."""

import re

import photographs
from sending import offer_to_the_first

PICTURES = [("receipt.jpg", "JPEG", True), ("receipt.png", "PNG", False), ("receipt.webp", "WEBP", False)]
FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


def test_a_receipt_arrives_upright_and_bare(visit, town_in_time):
    dispatcher, treasurer = visit(town_in_time), visit(town_in_time)
    dispatcher.sign_in("dispatcher")
    treasurer.sign_in("treasurer")
    asks = shopping(dispatcher)
    for number, (name, kind, turned) in enumerate(PICTURES):
        link = offer_to_the_first(dispatcher, asks[number])
        helper = visit(town_in_time, width=320, scripts=number > 0)
        page = promises(helper, link)
        total = f"{11 + number}.{37 + number}"
        if number == 0:
            refuses_what_is_no_picture(helper, total)
        page.locator("[name=total]").fill(total)
        file = {"name": name, "mimeType": FORMATS[kind], "buffer": photographs.receipt(number, kind, turned)}
        page.locator("[name=receipt]").set_input_files(file)
        helper.press("Done")
        assert "Thank you" in page.locator("main").inner_text()
        sees_it_upright(treasurer, total)


def shopping(dispatcher):
    page = dispatcher.open("/riverside/desk?queue=open")
    return [row.get_attribute("href") for row in page.locator("a[data-row]", has_text="Groceries").all()]


def promises(helper, link):
    page = helper.open(link)
    page.locator("[name=when-from]").fill("15:00")
    page.locator("[name=when-until]").fill("17:00")
    helper.press("Yes, I can")
    helper.follow("It is done")
    return page


def refuses_what_is_no_picture(helper, total):
    page = helper.page
    page.locator("[name=total]").fill(total)
    page.locator("[name=note]").fill("from the corner shop")
    page.locator("[name=receipt]").set_input_files({"name": "receipt.jpg", "mimeType": "image/jpeg", "buffer": b"no picture at all"})
    helper.press("Done", status=422)
    beside = page.locator(f"#{page.locator('[name=receipt]').get_attribute('aria-describedby').split()[-1]}")
    assert "We cannot read this file" in beside.inner_text()
    assert page.locator("[name=total]").input_value() == total
    assert page.locator("[name=note]").input_value() == "from the corner shop"


def sees_it_upright(treasurer, total):
    page = treasurer.open("/riverside/desk/receipts")
    treasurer.follow(re.compile(f"£{re.escape(total)}"))
    treasurer.axe()
    small = page.locator("main img")
    assert small.evaluate("image => image.complete && image.naturalWidth > 0 && image.naturalHeight > image.naturalWidth")
    answer = page.request.get(page.locator("main a", has=page.locator("img")).get_attribute("href"))
    kept = photographs.opened(answer.body())
    assert answer.headers["content-type"] == "image/jpeg" and kept.format == "JPEG"
    assert kept.size == photographs.UPRIGHT and not kept.getexif()
    assert b"Exif" not in answer.body() and b"phone" not in answer.body()
    close = [abs(kept.getpixel((60, 60))[band] - photographs.CORNER[band]) for band in range(3)]
    assert max(close) < 40, f"the red corner is not at the upper left: {kept.getpixel((60, 60))}"
