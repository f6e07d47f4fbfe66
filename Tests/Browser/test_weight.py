"""Pages for people who ask weigh at most 50 KB all in, on a first visit with nothing kept."""

import pytest

from visit import ASKING

MOST = 50_000  # bytes over the wire: page, style, scripts, pictures, headers


@pytest.mark.pages(choose=lambda page: page["role"] in ASKING and page["name"].lower() != "styleguide")
def test_first_load(visit, town, site_page):
    one = visit(town, width=320)
    session = one.context.new_cdp_session(one.page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    loaded = []
    session.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))
    one.open(site_page["path"])
    one.page.wait_for_load_state("networkidle")
    assert loaded, "nothing was counted"
    assert sum(loaded) <= MOST, f"{site_page['path']} weighs {sum(loaded):,.0f} bytes in {len(loaded)} parts: {sorted(loaded, reverse=True)}"
