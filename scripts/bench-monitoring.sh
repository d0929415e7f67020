#!/bin/sh
# Measures what watching a build costs: a film of N scenes (6 without an argument) is built from
# nothing with all that reel can show and write, and with nothing of it, in turns, R times each
# (5 without a second argument). Prints the times and the medians' ratio.
set -eu
scenes=${1:-6}
rounds=${2:-5}
here=$(cd "$(dirname "$0")/.." && pwd)
reel=$here/.build/release/reel
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$here/scripts/long-recipe.sh" "$scenes" > "$folder/film.yaml"
cd "$folder"

# Builds once and prints processor and wall seconds of reel and its workers.
build() {
  rm -rf store film.*4
  /usr/bin/env bash -c 'TIMEFORMAT="%R %U %S"; time "$@" > out.txt 2> err.txt' build "$reel" build \
    --store store film.yaml "$@" 2>&1
}

build --progress none > warm.txt
round=1
while [ "$round" -le "$rounds" ]; do
  build --progress none >> none.txt
  build --progress fancy --json e.txt --trace t.json --report r.html >> all.txt
  round=$((round + 1))
done

# The median of a column, and the smallest value.
column() { awk -v c="$2" '{ print c == 2 ? $2 + $3 : $1 }' "$1" | sort -n; }
median() { awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int((NR + 2) / 2)]) / 2 }'; }
for kind in 1:wall 2:cpu; do
  number=${kind%:*}
  none=$(column none.txt "$number" | median)
  all=$(column all.txt "$number" | median)
  echo "${kind#*:}: $none s without, $all s with everything: $(echo "$none $all" \
    | awk '{ printf "%+.1f %%", ($2 / $1 - 1) * 100 }') (medians of $rounds)"
done
none=$(column none.txt 1 | head -n 1)
all=$(column all.txt 1 | head -n 1)
echo "wall, the fastest of each: $none s without, $all s with everything"
