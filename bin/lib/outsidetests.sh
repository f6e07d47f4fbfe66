# The step of bin/test that looks at the served program from outside. Sourced there.

need_browser_tools
say "Looking at the served program from outside"
status=0
ALONGSIDE_PROGRAM="$build/debug/alongside" ALONGSIDE_VARIANTS="$variants" ALONGSIDE_LONG="${long:-}" "$browser/bin/python" -m pytest Tests/Outside \
    -p no:cacheprovider --junitxml "$results/outside.xml" ${filter:+-k "$filter"} >"$results/outside.log" 2>&1 || status=$?
echo "$status" >"$results/outside.status"
