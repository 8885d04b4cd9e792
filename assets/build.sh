#!/bin/sh
# Builds assets/dist unless it is newer than everything it is made of.
set -eu
cd "$(dirname "$0")"
if [ -d ../.node ]; then PATH="$PWD/../.node/node_modules/.bin:$PATH"; fi
if [ -e dist/manifest.json ] && [ -z "$(find build.mjs package-lock.json style script images -newer dist/manifest.json)" ]; then
    exit 0
fi
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules ]; then
    npm ci --silent --no-audit --no-fund
fi
node build.mjs
