#!/bin/sh
# Makes recipes/assets anew: draws pictures, composes a music bed, and encodes both small enough
# to live under version control. Needs swiftc and ffmpeg.
set -eu
cd "$(dirname "$0")/.."
assets=recipes/assets
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

swiftc -O -o "$work/draw" scripts/draw-assets.swift
"$work/draw" "$work"
quiet="ffmpeg -hide_banner -loglevel error -y -fflags +bitexact"
for name in dawn valley dunes night; do
  $quiet -i "$work/$name.ppm" -q:v 4 -flags +bitexact "$assets/$name.jpg"
done
$quiet -f image2pipe -c:v pam -i "$work/mark.pam" -flags +bitexact "$assets/mark.png"
$quiet -i "$work/bed.wav" -c:a libvorbis -q:a 2 -flags +bitexact "$assets/bed.ogg"
# A clip with sound of its own: a slow swell of water-like waves.
$quiet -f lavfi -i "gradients=s=640x360:r=25:d=8:c0=#12355B:c1=#2A9D8F:c2=#E9C46A:n=3:speed=0.02" \
  -f lavfi -i "anoisesrc=c=brown:d=8:r=44100:a=0.5:seed=7" \
  -af "tremolo=f=0.3:d=0.7,lowpass=f=900" -c:v libx264 -preset slow -crf 27 -pix_fmt yuv420p \
  -c:a aac -b:a 64k -flags +bitexact -movflags +faststart "$assets/waves.mp4"
ls -l "$assets"
