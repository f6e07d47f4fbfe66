"""The aims, and the tables for people."""

MOST_TIMES_PLAIN = 8
POSTS_A_SECOND = 100
MOST_MB = 100
MOST_START_MS = 1000
MOST_BUSY = 0.1  # above this the times say more of others than of the server
PAGES = ("ask form", "asker's page", "board")


def aims(found):
    """Each aim with what was measured and whether it holds. Nothing fails when one does not."""
    routes = {route["name"]: route for route in found["routes"]}
    listed = []
    for page in PAGES:
        for what, of in (("processor_ratio", "processor time"), ("p99_ratio", "p99")):
            measured = routes[page][what]["median"]
            listed.append(_aim(f"{page}, {of}: at most {MOST_TIMES_PLAIN} times plain text", measured, measured <= MOST_TIMES_PLAIN, "times"))
    a_second = routes["posting an ask"]["a_second"]["median"]
    listed.append(_aim(f"posting an ask: {POSTS_A_SECOND} a second, acknowledged when durable", a_second, a_second >= POSTS_A_SECOND, "a second"))
    megabytes = found["resident_kb"]["at most"] * 1024 / 1_000_000
    listed.append(_aim(f"resident memory: under {MOST_MB} MB", megabytes, megabytes < MOST_MB, "MB"))
    start = found["first_answer_ms"]["cold"]["median"]
    listed.append(_aim("start to first answer, cold: under 1 s", start / 1000, start < MOST_START_MS, "s"))
    return listed


def _aim(words, measured, holds, unit):
    return {"aim": words, "measured": round(measured, 2), "unit": unit, "holds": holds}


def tables(found):
    machine = found["machine"]
    lines = [
        f"{found['program']}",
        f"{machine['processor']}, {machine['cores']} cores, Linux {machine['kernel']}; "
        f"{machine['file_system']}, one durable write of 4 KiB {machine['sync_us'] / 1000:.2f} ms",
        f"busy before it began: {machine['busy']:.0%} of its processors" + (". MEASURE AGAIN when it is quiet" if machine["busy"] > MOST_BUSY else ""),
        f"{found['connections']} connections, {found['rounds']} rounds of {found['seconds']} s a page and {found['asks_a_round']} asks; "
        "medians of the rounds, lowest–highest in brackets",
        "",
        *columns(
            [["", "CPU, µs a request", "times plain text", "p99, ms", "times plain text", "a second", "generator"]]
            + [_route(route) for route in found["routes"]]
        ),
        "",
    ]
    memory = found["resident_kb"]
    lines.append("resident memory, MB        " + ", ".join(f"{kb * 1024 / 1_000_000:.0f} {when}" for when, kb in memory.items()))
    starts = found["first_answer_ms"]
    told = [f"{kind} {_range(starts[kind], 1000, 2)}" for kind in ("cold", "warm")] + [f"very first {starts['first']['median'] / 1000:.2f}"]
    lines += ["start to first answer, s   " + ", ".join(told), ""]
    lines += columns([[aim["aim"], f"{aim['measured']:,} {aim['unit']}", "holds" if aim["holds"] else "DOES NOT HOLD"] for aim in found["aims"]])
    held = sum(aim["holds"] for aim in found["aims"])
    return "\n".join([*lines, "", f"{held} of {len(found['aims'])} aims hold. Measured in {found['took_s']:.0f} s."])


def _route(route):
    return [
        route["name"],
        _range(route["processor_us"], 1, 0),
        _range(route["processor_ratio"], 1, 1),
        _range(route["p99_us"], 1000, 2),
        _range(route["p99_ratio"], 1, 1),
        _range(route["a_second"], 1, 0),
        f"{route['generator']['median']:.0%}",
    ]


def _range(spread, unit, digits):
    median, lowest, highest = (f"{spread[which] / unit:,.{digits}f}" for which in ("median", "lowest", "highest"))
    return f"{median} ({lowest}–{highest})"


def columns(rows):
    """Text in columns: the first to the left, the others to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(cell.ljust(width) if column == 0 else cell.rjust(width) for column, (cell, width) in enumerate(zip(row, widths))).rstrip()
        for row in rows
    ]
