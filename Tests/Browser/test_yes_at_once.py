"""Two helpers press yes at the same moment: one promises, the other is told kindly (section 8.1, offer to helper)."""

import re

from sending import card_of, open_ask_for_several, send


def test_one_wins_and_the_other_is_told_kindly(visit, town_in_time):
    dispatcher = visit(town_in_time)
    dispatcher.sign_in("dispatcher")
    links = asks_two_in_order(dispatcher)
    assert len(set(links)) == 2

    both = [visit(town_in_time, width=320) for _ in links]
    for helper, link in zip(both, links):
        helper.open(link)
        helper.page.locator("[name=when-from]").fill("15:00")
        helper.page.locator("[name=when-until]").fill("17:00")
        helper.expected_statuses |= {200, 409}
    # Playwright presses one button after the other; the pages themselves can press at once.
    for helper in both:
        helper.page.get_by_role("button", name="Yes, I can").evaluate("button => { setTimeout(() => button.click(), 400) }")
    ends = [helper.page.locator("h1", has_text=re.compile("Your promise|Someone was quicker")) for helper in both]
    for end in ends:
        end.wait_for()
    assert sorted(end.inner_text() for end in ends) == ["Someone was quicker", "Your promise"]

    loser = both[[end.inner_text() for end in ends].index("Someone was quicker")]
    for helper in both:
        helper.look()
        helper.axe()
    told = loser.page.locator("main").inner_text()
    assert "Someone else said yes just before you" in told and "Thank you for wanting to help" in told
    assert loser.page.get_by_role("button", name="Yes, I can").count() == 0
    assert loser.page.get_by_role("alert").count() == 0, "nobody made a mistake here"


def asks_two_in_order(dispatcher):
    """The first is asked, then, without waiting for the answer, the second. Answers with the links that both were sent."""
    ask = open_ask_for_several(dispatcher)
    page = dispatcher.page
    page.locator("summary", has_text="Ask several").click()
    names = [page.locator(place).evaluate("select => select.selectedOptions[0].textContent") for place in ("#helper", "#helper-1")]
    dispatcher.press("Ask in this order")
    first = send(dispatcher, card_of(dispatcher, names[0], "could you help?"))
    dispatcher.open(ask)
    dispatcher.press(re.compile(f"{re.escape(names[1])}"))
    second = send(dispatcher, card_of(dispatcher, names[1], "could you help?"))
    return [first, second]
