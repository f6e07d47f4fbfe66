# The Swift tests, and once more on PostgreSQL those that make a world with a database. Source it from bin/test, after start_postgres.

# `swift_tests NAME [OPTION...]` runs them and leaves NAME.jsonl, NAME.log and NAME.status.
swift_tests() {
    local name="$1" status=0 && shift
    "$build/debug/alongsidePackageTests.xctest" --testing-library swift-testing ${filter:+--filter "$filter"} "$@" \
        --event-stream-output-path "$results/$name.jsonl" --event-stream-version 0 >"$results/$name.log" 2>&1 || status=$?
    echo "$status" >"$results/$name.status"
}

say "Running the Swift tests"
# What takes minutes by itself is run by its name, and with --all.
year='^AppTests\.YearTests'
if [[ "$filter" == *Year* ]]; then swift_tests swift; else swift_tests swift --skip "$year"; fi
took "Swift tests"
if [[ -n "$long" && -z "$filter" ]]; then
    say "Living through a year on both engines"
    swift_tests year --filter "$year"
    took "A year"
fi
say "Running those with a database again, on PostgreSQL"
ALONGSIDE_ENGINE=postgres swift_tests postgres --skip '^(?!(Alongside|Exchange|Web)Tests\.)' --skip OnSQLite
took "Swift tests on PostgreSQL"
# With its tables in partitions: the main flow, or everything with --all.
if [[ -z "$filter" ]]; then
    say "Running some of them on tables in partitions"
    chosen=(--filter '^AlongsideTests\.(OpenAskTests|MatchingConfirmTests|DeliveryTests|MoneyLedgerTests|FollowUpTests)')
    if [[ "$variants" == eight ]]; then chosen=(--skip '^(?!(Alongside|Exchange|Web)Tests\.)' --skip OnSQLite); fi
    ALONGSIDE_ENGINE=postgres ALONGSIDE_PARTITIONS=4 swift_tests partitions "${chosen[@]}"
    took "Swift tests on partitions"
fi
