"""The style guide shows every component in every state, in all eight variants."""

import pytest

pytestmark = [pytest.mark.pages(choose=lambda page: page["name"].lower() == "styleguide"), pytest.mark.eight_variants]


def test_styleguide(see, site_page, variant):
    one = see(site_page, variant)
    one.axe()


def test_nothing_to_press_is_smaller_than_44_pixels(see, site_page, variant):
    one = see(site_page, variant)
    small = one.page.evaluate(
        """() => [...document.querySelectorAll('main button, main a.button, main input:not([type=hidden]), main select, main summary')]
            .filter(e => e.checkVisibility())
            // A box is pressed through its words.
            .map(e => [e.matches('[type=checkbox], [type=radio]') ? e.closest('label') ?? e.labels[0] ?? e : e, e])
            .map(([pressed, e]) => [pressed.getBoundingClientRect(), e])
            .filter(([box]) => box.height < 43.5 && box.width > 0).slice(0, 8).map(([box, e]) => `${box.height}: ${e.outerHTML.slice(0, 120)}`)"""
    )
    assert not small, "Give it a height of at least 44 px:\n" + "\n".join(small)
