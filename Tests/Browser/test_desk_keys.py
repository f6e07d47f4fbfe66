"""The desk by keyboard alone, and taking back what was just done, for ten minutes."""

import re

import pytest


@pytest.fixture
def dispatcher(visit, town_in_time):
    one = visit(town_in_time)
    one.sign_in("dispatcher")
    return one


def press(dispatcher, key, status=200):
    """Presses a key that leads to another page."""
    dispatcher.expected_statuses.add(status)
    with dispatcher.page.expect_navigation(wait_until="load") as navigation:
        dispatcher.page.keyboard.press(key)
    assert navigation.value.status == status
    return dispatcher.look()


def in_focus(page):
    return page.evaluate("() => document.activeElement.getAttribute('href')")


# Whether whoever looks sees what has the focus: a ring around it, on the screen, with nothing over it.
SEEN = """() => {
  const at = document.activeElement;
  const face = at.matches('.choice input, .tabs input') ? at.nextElementSibling : at;
  const style = getComputedStyle(face), box = face.getBoundingClientRect();
  const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return {
    what: at.outerHTML.slice(0, 160), ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    onScreen: box.top >= -1 && box.bottom <= innerHeight + 1, free: !!over && [face, ...(at.labels ?? [])].some((own) => own.contains(over) || over.contains(own)),
  };
}"""


def tab_to(page, target, most=30):
    """Goes there with the Tab key alone, and sees at each stop where it is. Answers with the number of presses."""
    for presses in range(1, most + 1):
        page.keyboard.press("Tab")
        seen = page.evaluate(SEEN)
        assert seen["ring"] and seen["onScreen"] and seen["free"], seen
        if target.evaluate("element => element === document.activeElement"):
            return presses
    raise AssertionError(f"{most} presses of Tab did not lead to {target}")


def words(page):
    return page.locator("main").inner_text()


def waiting_count(page):
    return int(re.search(r"(\d+) messages? wait", words(page)).group(1))


def test_an_ask_is_sorted_and_offered_without_the_mouse(dispatcher):
    page = dispatcher.open("/riverside/desk")
    rows = [row.get_attribute("href") for row in page.locator("a[data-row]").all()]
    assert len(rows) > 2
    seen = []
    for key in "jjjkk":
        page.keyboard.press(key)
        seen.append(in_focus(page))
    assert seen == [rows[0], rows[1], rows[2], rows[1], rows[0]]

    press(dispatcher, "Enter")
    ask = page.url.split("?")[0]
    assert ask.endswith(rows[0].split("?")[0])
    press(dispatcher, "t")
    dispatcher.axe()
    assert "Sorted." in words(page)
    press(dispatcher, "u")
    assert page.get_by_role("heading", name="Read and sort").is_visible(), "taken back: it is to be read again"

    press(dispatcher, "t")
    name = page.locator("section", has=page.get_by_role("heading", name="Who could help")).locator(".card h3").first.inner_text()
    press(dispatcher, "1")
    assert f"{name}" in words(page) and page.get_by_role("button", name="Undo").is_visible()
    press(dispatcher, "u")
    assert page.get_by_role("heading", name="Who could help").is_visible()
    assert page.url.split("?")[0] == ask


def test_a_step_of_a_shift_by_tab_and_enter_alone(dispatcher):
    page = dispatcher.open("/riverside/desk")
    tab_to(page, page.locator("a[data-row]").first, most=60)
    press(dispatcher, "Enter")
    ask = page.url.split("?")[0]

    # The page of an ask begins in the ask, however long the list beside it is.
    tab_to(page, page.locator("input[name=urgency]:checked"))
    page.keyboard.press("ArrowDown")
    chosen = page.locator("input[name=urgency]:checked")
    assert chosen.evaluate("element => element === document.activeElement") and page.evaluate(SEEN)["ring"]
    tab_to(page, page.locator("button[data-key=t]"))
    press(dispatcher, "Enter")
    assert "Sorted." in words(page)

    tab_to(page, page.locator("button[data-key='1']"))
    press(dispatcher, "Space")
    undo = page.locator(".undo button")
    tab_to(page, undo)
    press(dispatcher, "Enter")
    assert page.get_by_role("heading", name="Who could help").is_visible() and page.url.split("?")[0] == ask
    tab_to(page, page.locator("button[data-key='1']"))
    press(dispatcher, "Enter")
    assert undo.is_visible()
    press(dispatcher, "b")
    assert page.url.split("?")[0].endswith("/riverside/desk") and page.locator(".pane-detail").count() == 0

    tab_to(page, page.get_by_role("link", name=re.compile("^To send")))
    press(dispatcher, "Enter")
    before = waiting_count(page)
    tab_to(page, page.locator("section.card").first.get_by_role("button", name=re.compile("^Mark as sent")))
    press(dispatcher, "Enter")
    assert waiting_count(page) == before - 1
    tab_to(page, undo)
    press(dispatcher, "Enter")
    assert waiting_count(page) == before


def test_a_question_mark_shows_all_keys_and_lets_them_be_switched_off(dispatcher):
    page = dispatcher.open("/riverside/desk")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    dispatcher.axe()
    for key in ("j", "k", "t", "u", "1"):
        assert dialog.locator("kbd", has_text=re.compile(f"^{key}$")).count() == 1, key
    dialog.get_by_role("button", name="Switch keys off").click()
    dialog.get_by_role("button", name="Close").click()
    page.keyboard.press("j")
    assert in_focus(page) is None or "asks" not in in_focus(page)
    page = dispatcher.open("/riverside/desk")
    page.keyboard.press("j")
    assert in_focus(page) is None, "the browser remembers it"
    dispatcher.press_on(page.locator("a[data-row]").first)
    assert page.evaluate("() => document.activeElement === document.body"), "with the keys off the focus is the browser's own"


def test_letters_typed_into_a_field_are_letters(dispatcher):
    page = dispatcher.open("/riverside/desk")
    dispatcher.press_on(page.locator("a[data-row]").first)
    where = page.url
    field = page.get_by_label("At most")
    field.focus()
    page.keyboard.type("jut")
    assert field.input_value() == "jut"
    assert page.url == where
    dispatcher.press("Save", status=422)
    assert page.evaluate("() => document.activeElement.id") == "problems", "what is to be mended comes before the rest"


def test_b_leads_back_to_the_very_list_also_after_a_step(dispatcher):
    page = dispatcher.open("/riverside/desk?order=newest")
    address = page.url
    page.keyboard.press("j")
    press(dispatcher, "Enter")
    press(dispatcher, "t")
    assert "Sorted." in words(page)
    press(dispatcher, "b")
    assert page.url == address


def test_one_key_marks_as_sent_and_one_takes_it_back_for_ten_minutes(dispatcher, town_in_time):
    dispatcher.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=town_in_time.address)
    page = dispatcher.open("/riverside/desk/send")
    dispatcher.axe()
    before = waiting_count(page)
    first = page.locator("section.card").first
    text = first.locator(".copy-text").inner_text()
    page.keyboard.press("c")
    page.get_by_text("Copied", exact=True).wait_for()
    assert page.evaluate("() => navigator.clipboard.readText()").strip() == text.strip()

    press(dispatcher, "o")
    assert page.get_by_text("Opened for you. This was noted.").is_visible()
    page = dispatcher.open("/riverside/desk/send")
    press(dispatcher, "s")
    dispatcher.axe()
    assert waiting_count(page) == before - 1
    town_in_time.move_clock(minutes=9, seconds=50)
    press(dispatcher, "u")
    assert waiting_count(page) == before

    press(dispatcher, "s")
    town_in_time.move_clock(minutes=10, seconds=1)
    press(dispatcher, "u", status=409)
    assert "Ten minutes are over" in words(page)
    assert waiting_count(dispatcher.open("/riverside/desk/send")) == before - 1
