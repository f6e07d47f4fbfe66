-- Prints what wrk has counted as one line of JSON, below its own words.
function done(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format(
        '\n{"requests": %d, "duration_us": %d, "bytes": %d, "p99_us": %d, "errors": %d}\n',
        summary.requests, summary.duration, summary.bytes, latency:percentile(99),
        errors.connect + errors.read + errors.write + errors.status + errors.timeout
    ))
end
