#!/bin/sh
# Gets the programs that the tests call. As root on Debian and its kin they are installed; elsewhere this only says
# what is missing and how to get it. With CI=true a missing program is a failure: CI must not skip tests unseen.
set -eu

# One per line: the command (or several, of which one will do), its Debian package, what needs it.
needed='
git git reads and builds repositories
initdb|pg_ctlcluster postgresql keeps facts on a server
'

# Whether one of the commands is there.
there() {
    for command in $(echo "$1" | tr '|' ' '); do
        command -v "$command" >/dev/null && return 0
    done
    return 1
}

missing=$(echo "$needed" | while read -r commands package reason; do
    [ -z "$commands" ] || there "$commands" || echo "$commands $package $reason"
done)
[ -n "$missing" ] || exit 0

packages=$(echo "$missing" | cut -d ' ' -f 2 | tr '\n' ' ')
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing $packages" >&2
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    # shellcheck disable=SC2086 # each package is a word of its own
    if { apt-get update -qq && apt-get install -qq -y --no-install-recommends $packages; } >"$log" 2>&1 </dev/null; then
        rm -f "$log"
        exit 0
    fi
    tail -n 3 "$log" >&2
    rm -f "$log"
fi

echo "$missing" | while read -r command package reason; do
    echo "missing: $command ($reason): install the package $package (apt-get install $package, brew install $package)" >&2
done
[ "${CI:-}" != true ] || { echo "error: the tests need $packages" >&2; exit 1; }
