#!/bin/sh
# Installs what is missing: nothing when all is there. Needs root only to install Debian packages.
set -eu
what=${1:-demo}

need_package() { # need_package PACKAGE COMMAND-OR-FILE
    if command -v "$2" >/dev/null 2>&1 || [ -e "$2" ]; then return; fi
    missing="${missing:-} $1"
}

missing=""
need_package build-essential cc
need_package npm npm
if [ "$what" = test ]; then
    need_package chromium chromium
    # Whichever version the release of Debian has.
    need_package postgresql "$(ls /usr/lib/postgresql/*/bin/postgres 2>/dev/null | tail -n 1)"
    need_package poppler-utils pdftotext
    need_package strace strace
    need_package util-linux setpriv
fi
if [ -n "$missing" ]; then
    if [ "$(id -u)" -eq 0 ]; then sudo=""; else sudo="sudo"; fi
    echo "Installing:$missing"
    $sudo apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

node_major=$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/' || echo 0)
if [ "${node_major:-0}" -lt 20 ]; then
    # Debian's Node is too old for the front-end tools: the registry package "node" ships the binary.
    npm install --silent --no-save --prefix .node node@20
    echo "Using Node from .node/node_modules/.bin: $(.node/node_modules/.bin/node --version)"
fi

if [ "$what" = test ] && ! cargo nextest --version >/dev/null 2>&1; then
    cargo install --locked --quiet cargo-nextest
fi
