"""What a dispatcher does on the way to an answer: an open ask, two helpers in an order, messages sent by hand."""

import re


def card_of(dispatcher, name, kind, holding=None):
    """The card of the message of that kind to that person, in the queue of what is sent by hand.

    `holding` is text in it; a link of the served town unless given, since what waits from the made-up weeks has links of another address.
    """
    page = dispatcher.open("/riverside/desk/send")
    cards = page.locator("section.card", has=page.get_by_role("heading", name=name, exact=True)).filter(has_text=f"{kind} ·")
    return cards.filter(has_text=holding or dispatcher.town.address).first


def send(dispatcher, card):
    """Opens the number, sends the text from one's own phone, and marks it as sent. Answers with the link in the text."""
    link = link_in(card)
    dispatcher.press_on(card.get_by_role("button", name="Open number"))
    card = dispatcher.page.locator("section.card").first  # the opened one stands first
    assert card.get_by_role("link", name="Write a text").get_attribute("href").startswith("sms:")
    dispatcher.press_on(card.get_by_role("button", name="Mark as sent"))
    assert "Marked as sent" in dispatcher.page.locator("main").inner_text()
    return link


def open_ask_for_several(dispatcher):
    """Opens an ask for which more than one helper is suggested, and answers with the address of its page."""
    page = dispatcher.open("/riverside/desk?queue=open")
    for path in [row.get_attribute("href") for row in page.locator("a[data-row]").all()]:
        page = dispatcher.open(path)
        if page.locator("summary", has_text="Ask several").count():
            return path
    raise AssertionError("No open ask of the demo town has two helpers who could do it.")


def offer_to_the_first(dispatcher, ask):
    """Offers an open ask to the first who is suggested. Answers with the link in the message that waits for them."""
    page = dispatcher.open(ask)
    first = page.locator("section", has=page.get_by_role("heading", name="Who could help")).locator(".card").first
    name = first.get_by_role("heading").inner_text()
    dispatcher.press(re.compile(f"^Ask {re.escape(name)}"))
    return link_in(card_of(dispatcher, name, "could you help?"))


def link_in(card):
    """The link in a message's text; marks of direction around it, as in Arabic, are no part of it."""
    return re.search(r"https?://[!-~]+", card.locator(".copy-text").inner_text()).group(0)
