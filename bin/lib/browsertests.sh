# The browser step of bin/test. Sourced there.

# The browser tests walk through a demo town. As long as the program cannot make one there is nothing to walk through.
status=0
"$build/debug/alongside" help >"$results/help.log" 2>&1 || status=$?
if ((status == 0)) && ! grep -qE '^ +demo( |$)' "$results/help.log"; then
    say "=== BROWSER TESTS NOT RUN ==="
    say "=== This program has no \`demo\` command yet, so there is no town to walk through. ==="
    echo "the program has no demo command" >"$results/browser.absent"
else
    need_browser_tools
    say "Running the browser tests"
    status=0
    ALONGSIDE_PROGRAM="$build/debug/alongside" ALONGSIDE_VARIANTS="$variants" "$browser/bin/python" -m pytest Tests/Browser \
        -p no:cacheprovider --junitxml "$results/browser.xml" ${filter:+-k "$filter"} >"$results/browser.log" 2>&1 || status=$?
    echo "$status" >"$results/browser.status"
fi
