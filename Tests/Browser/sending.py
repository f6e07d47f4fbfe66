"""What a dispatcher does on the way to an answer: an open ask, two helpers in an order, messages sent by hand."""

import re

OFFER = "could you help?"


def links_to(dispatcher, name, kind):
    """The links of the messages of that kind that wait for that person. The made-up weeks may have left some: who asks them for one thing
    more looks here before, and gives `card_of` what was found."""
    return {link_in(card) for card in cards_of(dispatcher, name, kind).all()}


def cards_of(dispatcher, name, kind):
    page = dispatcher.open("/riverside/desk/send")
    return page.locator("section.card", has=page.get_by_role("heading", name=name, exact=True)).filter(has_text=f"{kind} ·")


def card_of(dispatcher, name, kind, holding=None, besides=frozenset()):
    """The card of the message of that kind to that person, in the queue of what is sent by hand.

    `holding` is text in it; `besides` are links of others, which it is not.
    """
    cards = cards_of(dispatcher, name, kind)
    if holding:
        return cards.filter(has_text=holding).first
    others = [card for card in cards.all() if link_in(card) not in besides]
    assert len(others) == 1, f"{len(others)} messages to {name} are there to choose from"
    return others[0]


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
    others = links_to(dispatcher, name, OFFER)
    dispatcher.open(ask)
    dispatcher.press(re.compile(f"^Ask {re.escape(name)}"))
    return link_in(card_of(dispatcher, name, OFFER, besides=others))


def link_in(card):
    """The link in a message's text; marks of direction around it, as in Arabic, are no part of it."""
    return re.search(r"https?://[!-~]+", card.locator(".copy-text").inner_text()).group(0)
