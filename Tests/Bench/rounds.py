"""Rounds in which everything is measured once, and what they say together: medians, with the lowest and the highest beside them."""

import dataclasses
import statistics


@dataclasses.dataclass
class Measured:
    """One address in one round."""

    processor_us: float  # of the server, a request
    p99_us: float
    a_second: float
    bytes: int  # of one answer
    generator: float  # how much of one core the load generator took: what the server could not have


class Rounds:
    """A round holds plain text and whatever is compared with it. A ratio is taken within its round, so that what slows the machine slows both."""

    PLAIN = "plain text"

    def __init__(self):
        self._rounds = []

    def add(self, measured_by_name):
        self._rounds.append(measured_by_name)

    def routes(self):
        return [self._route(name) for name in self._rounds[0]]

    def _route(self, name):
        each = [(one[name], one[self.PLAIN]) for one in self._rounds]
        return {
            "name": name,
            "bytes": each[0][0].bytes,
            "processor_us": spread(own.processor_us for own, _ in each),
            "processor_ratio": spread(own.processor_us / plain.processor_us for own, plain in each),
            "p99_us": spread(own.p99_us for own, _ in each),
            "p99_ratio": spread(own.p99_us / plain.p99_us for own, plain in each),
            "a_second": spread(own.a_second for own, _ in each),
            "generator": spread(own.generator for own, _ in each),
        }


def spread(values):
    values = [round(value, 4) for value in values]
    return {"median": statistics.median(values), "lowest": min(values), "highest": max(values)}
