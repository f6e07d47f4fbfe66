# The step of bin/test that looks at the served program from outside. Sourced there.

need_browser_tools
say "Looking at the served program from outside"
status=0
chosen=(-m "not long")
if [[ "$variants" == eight || -n "$filter" ]]; then chosen=(); fi
ALONGSIDE_PROGRAM="$build/debug/alongside" "$browser/bin/python" -m pytest Tests/Outside "${chosen[@]}" \
    -p no:cacheprovider --junitxml "$results/outside.xml" ${filter:+-k "$filter"} >"$results/outside.log" 2>&1 || status=$?
echo "$status" >"$results/outside.status"
