"""A disk that is full when the test wants it: a tmpfs, which takes the right to mount."""

import functools
import os
import pathlib
import subprocess
import tempfile


class SmallDisk:
    """Mounted over a folder. Its owner and rights are those of the folder."""

    def __init__(self, folder, megabytes):
        self.folder = pathlib.Path(folder)
        about = self.folder.stat()
        self._size = megabytes << 20
        options = f"size={self._size},mode={about.st_mode & 0o777:o},uid={about.st_uid},gid={about.st_gid}"
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", self.folder], check=True, capture_output=True)

    @property
    def used(self):
        about = os.statvfs(self.folder)
        return (about.f_blocks - about.f_bfree) * about.f_frsize

    def leave(self, room):
        """From now on it has room for so many bytes more."""
        self._resize(self.used + room)

    def give_room(self):
        """As large as it was."""
        self._resize(self._size)

    def _resize(self, size):
        subprocess.run(["mount", "-o", f"remount,size={size}", self.folder], check=True, capture_output=True)

    def remove(self):
        subprocess.run(["umount", "-l", self.folder], check=True, capture_output=True)


@functools.cache
def may_mount():
    with tempfile.TemporaryDirectory() as folder:
        try:
            SmallDisk(folder, 1).remove()
            return True
        except (OSError, subprocess.CalledProcessError):
            return False
