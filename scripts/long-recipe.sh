#!/bin/sh
# Prints a recipe of N narrated scenes (60 without an argument), for measuring how long edits take:
# docs/performance.md.
set -eu
count=${1:-60}
cat <<HEAD
title: A film of $count scenes
defaults: { scene: { effect: zoom-in }, transition: { name: fade, duration: 0.5s } }
subtitles: { mode: [burn, sidecar], formats: [srt, vtt], style: { highlight: word } }
outputs: [{ path: film.mp4, resolution: 720p, fps: 30 }]
scenes:
HEAD
scene=1
while [ "$scene" -le "$count" ]; do
  shade=$((100000 + scene * 7919 % 800000))
  echo "  - text: \"This is scene number $scene, and it says a few words of its own.\""
  echo "    clip: { gradient: [\"#$shade\", \"#2B4C7E\"], angle: $((scene * 37 % 360)) }"
  scene=$((scene + 1))
done
