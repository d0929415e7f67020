#!/bin/sh
# Installs the packages of packages.txt, or of another list beside it, that are missing. Does
# nothing, and asks for nothing, if all are there.
set -eu

list="$(dirname "$0")/../${1:-packages.txt}"
missing=""
for package in $(sed 's/#.*//' "$list"); do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

echo "installing:$missing"
if [ "$(id -u)" = 0 ]; then root=""; else root="sudo"; fi
export DEBIAN_FRONTEND=noninteractive
$root apt-get update -qq
# shellcheck disable=SC2086 # one word a package is what is wanted
$root apt-get install -y -qq --no-install-recommends $missing
