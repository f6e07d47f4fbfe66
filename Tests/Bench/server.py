"""A served town whose server is watched from outside: its processor time, its memory, its first answer."""

import os
import pathlib
import time
import urllib.request

import town as towns

TICK = 1_000_000 / os.sysconf("SC_CLK_TCK")  # microseconds


class MeasuredTown(towns.Town):
    first_answer_ms = None

    def start(self):
        began = time.monotonic()
        super().start()
        with urllib.request.urlopen(self.address + "/", timeout=towns.PATIENCE) as answer:
            if answer.status != 200:
                raise towns.ProgramFailed(f"The first answer was {answer.status}.")
        self.first_answer_ms = (time.monotonic() - began) * 1000

    def processor_us(self):
        """Processor time of the server so far, its own and the kernel's on its behalf, in microseconds; counted in ticks of 10 ms."""
        after_name = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(after_name[11]) + int(after_name[12])) * TICK

    def resident_kb(self):
        return self._memory("VmRSS")

    def most_resident_kb(self):
        return self._memory("VmHWM")

    def _memory(self, name):
        for line in pathlib.Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith(name + ":"):
                return int(line.split()[1])
        raise KeyError(name)

    def forget_files(self):
        """Asks the kernel to drop what it keeps in memory of the program and of the town, so that the next start reads them from the disk."""
        program = pathlib.Path(towns.PROGRAM).resolve()
        kept = [program, *(p for folder in program.parent.glob("*.resources") for p in folder.rglob("*")), *self.parent.rglob("*")]
        for path in kept:
            if not path.is_file():
                continue
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fdatasync(descriptor)
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(descriptor)
