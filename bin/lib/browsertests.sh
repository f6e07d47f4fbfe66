# The browser step of bin/test. Sourced there.

need_browser_tools
say "Running the browser tests"
status=0
ALONGSIDE_PROGRAM="$build/debug/alongside" ALONGSIDE_VARIANTS="$variants" "$browser/bin/python" -m pytest Tests/Browser \
    -p no:cacheprovider --junitxml "$results/browser.xml" ${filter:+-k "$filter"} >"$results/browser.log" 2>&1 || status=$?
echo "$status" >"$results/browser.status"
