"""A helper hands in photographs of receipts; the treasurer sees them upright, and nothing else stays of them."""

import re

import photographs
from sending import offer_to_the_first

PICTURES = [
    ("receipt.jpg", "JPEG", True),
    ("receipt.png", "PNG", False),
    ("receipt.webp", "WEBP", False),
    ("IMG_0042.HEIC", "HEIC", True),
]
FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "HEIC": "image/heic"}


def test_a_receipt_arrives_upright_and_bare(visit, town_in_time):
    dispatcher, treasurer = visit(town_in_time), visit(town_in_time)
    dispatcher.sign_in("dispatcher")
    treasurer.sign_in("treasurer")
    asks = shopping(dispatcher)
    for number, (name, kind, turned) in enumerate(PICTURES):
        helper = visit(town_in_time, width=320, scripts=number > 0)
        promises(helper, offer_to_the_first(dispatcher, asks[number]))
        total = f"{11 + number}.{37 + number}"
        if number == 0:
            refuses_what_is_no_picture(helper, total)
        hands_in(helper, total, name, FORMATS[kind], photographs.receipt(number, kind, turned))
        sees_it_upright(treasurer, total)
        assert not is_flagged(treasurer, total), "no two of these are the same receipt"


def test_the_same_receipt_again_is_flagged(visit, town_in_time):
    """Also when it was saved again, or at half size: by what the picture shows, whatever total was typed beside it."""
    dispatcher, treasurer = visit(town_in_time), visit(town_in_time)
    dispatcher.sign_in("dispatcher")
    treasurer.sign_in("treasurer")
    first = photographs.receipt(3, "JPEG", True)
    again, half = photographs.sent_again(first), photographs.sent_again(first, half=True)
    assert again != first and photographs.opened(half).size != photographs.opened(first).size
    sent = [("14.10", first), ("15.20", again), ("16.30", half), ("17.40", photographs.receipt(4, "JPEG", True))]
    for ask, (total, photograph) in zip(shopping(dispatcher), sent):
        helper = visit(town_in_time, width=320, scripts=False)
        promises(helper, offer_to_the_first(dispatcher, ask))
        hands_in(helper, total, "receipt.jpg", "image/jpeg", photograph)
    assert [is_flagged(treasurer, total) for total, _ in sent] == [False, True, True, False]

    for total, _ in sent[1:3]:
        page = treasurer.open("/riverside/desk/receipts")
        treasurer.follow(re.compile(f"£{re.escape(total)}"))
        treasurer.axe()
        words = page.locator("main").inner_text()
        assert "It looks like an earlier one" in words and "The earlier one" in words and "£14.10" in words, words
        assert page.get_by_role("button", name="Approve").count() == 0, "nothing is paid before somebody has compared the two"
        assert page.locator("main .cards img").count() == 2, "both stand side by side"


def is_flagged(treasurer, total):
    page = treasurer.open("/riverside/desk/receipts")
    return "sent twice?" in page.get_by_role("link", name=re.compile(f"£{re.escape(total)}")).first.inner_text()


def shopping(dispatcher):
    page = dispatcher.open("/riverside/desk?queue=open")
    return [row.get_attribute("href") for row in page.locator("a[data-row]", has_text="Groceries").all()]


def promises(helper, link):
    page = helper.open(link)
    page.locator("[name=when-from]").fill("15:00")
    page.locator("[name=when-until]").fill("17:00")
    helper.press("Yes, I can")
    helper.follow("It is done")


def hands_in(helper, total, name, kind, photograph):
    page = helper.page
    page.locator("[name=total]").fill(total)
    page.locator("[name=receipt]").set_input_files({"name": name, "mimeType": kind, "buffer": photograph})
    helper.press("Done")
    assert "Thank you" in page.locator("main").inner_text()


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
