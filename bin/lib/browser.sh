# The Python environment of the browser tests and of those from outside, kept in the build folder. Source it after house.sh.

browser="$build/browser"

# Makes the environment when it is not there or when the list of what it holds has changed.
need_browser_tools() {
    local wanted="$root/Tests/Browser/requirements.txt"
    cmp -s "$wanted" "$browser/requirements.txt" && return
    say "Preparing Python for the browser tests in $browser"
    python3 -m venv --clear "$browser"
    "$browser/bin/pip" install --quiet --disable-pip-version-check -r "$wanted" >&2
    cp "$wanted" "$browser/requirements.txt"
}
