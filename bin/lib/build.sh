# Building, one at a time, with a progress line. Source it after house.sh.

# Turns what `swift build` prints into one line that counts: rewritten in place on a terminal, every fifteen seconds elsewhere.
count_steps() {
    local line shown=$((SECONDS - 15)) began=$SECONDS
    while IFS= read -r line; do
        if [[ "$line" =~ ^\[([0-9]+)/([0-9]+)\]\ ([A-Za-z]+)\ ([^ ]*) ]]; then
            line="Building ($1): step ${BASH_REMATCH[1]} of ${BASH_REMATCH[2]}, $((SECONDS - began)) s, ${BASH_REMATCH[3],,} ${BASH_REMATCH[4]}"
        elif [[ "$line" =~ ^(Fetching|Creating)\ .*/([^/ ]+)$ ]]; then
            line="Building ($1): fetching ${BASH_REMATCH[2]}"
        else
            continue
        fi
        if [[ -t 2 ]]; then
            printf '\r\033[K%.100s' "$line" >&2
        elif ((SECONDS - shown >= 15)); then
            say "$line"
            shown=$SECONDS
        fi
    done
    if [[ -t 2 ]]; then printf '\r\033[K' >&2; fi
}

# `build_house release --product alongside` or `build_house debug --build-tests`. All that Swift printed stays in a log file.
build_house() {
    local configuration="$1" log="$build/$1.log" lock
    shift
    exec {lock}>"$build/one-build-at-a-time"
    flock --nonblock "$lock" || { say "Another build is running here; waiting for it."; flock "$lock"; }
    touch "$build/$configuration.began"
    if ! (cd "$root" && swift build -c "$configuration" --scratch-path "$build" "$@" 2>&1) | tee "$log" | count_steps "$configuration"; then
        grep -E '^[^ ].*error:' "$log" | sort -u | head -40 >&2 || tail -20 "$log" >&2
        say "The $configuration build failed. All that Swift said is in $log"
        exit 1
    fi
    printf '%s\n' "$root" >"$build/$configuration.built"
    touch -r "$build/$configuration.began" "$build/$configuration.built"
    exec {lock}>&-
}

# Whether the last build of this configuration was of this clone, and nothing was changed since it began.
is_built() {
    [[ -x "$build/$1/alongside" && "$(cat "$build/$1.built" 2>/dev/null)" == "$root" ]] &&
        [[ -z "$(find "$root/Sources" "$root/Package.swift" -newer "$build/$1.built" -print -quit)" ]]
}

# The release program, as new as its sources.
build_program() {
    is_built release && return
    need "${build_packages[@]}"
    need_swift
    say "Building the program. The first time takes some minutes, later ones seconds."
    build_house release --product alongside
}
