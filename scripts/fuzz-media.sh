#!/bin/sh
# Makes small media files of all kinds, has them damaged and read, and says what came of it.
#
#   fuzz-media.sh FUZZER ROUNDS FIRST-SEED [FOLDER]
#
# With a folder, its files are damaged instead.
set -eu
fuzzer=$1 rounds=$2 seed=$3 folder=${4:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -z "$folder" ]; then
  folder=$work/files
  mkdir "$folder"
  make() { ffmpeg -v error -y "$@" || echo "skipped: $*"; }
  video='-f lavfi -t 0.4 -i testsrc2=s=64x48:r=25'
  sound='-f lavfi -t 0.4 -i sine=440:r=44100'
  # shellcheck disable=SC2086
  {
    make $video $sound -c:v libx264 -bf 2 -c:a aac "$folder/a.mp4"
    make $video $sound -c:v libx264 -movflags frag_keyframe+empty_moov "$folder/fragments.mp4"
    make $video -c:v libx265 -x265-params log-level=none "$folder/hevc.mp4"
    make $video $sound -c:v mjpeg -c:a pcm_s16le "$folder/jpeg.mov"
    make $video -c:v prores_ks "$folder/prores.mov"
    make $video -c:v qtrle "$folder/animation.mov"
    make $video $sound -c:v ffv1 -c:a flac "$folder/a.mkv"
    make $video $sound -c:v libvpx -c:a libvorbis "$folder/vp8.webm"
    make $video $sound -c:v libvpx-vp9 -c:a libopus -ar 48000 "$folder/vp9.webm"
    make $video $sound -c:v mpeg4 -c:a mp3 "$folder/a.avi"
    make $video $sound -c:v mpeg2video -c:a mp2 "$folder/a.ts"
    make $video $sound -c:v mpeg2video -c:a mp2 "$folder/a.mpg"
    make $video $sound -c:v wmv2 -c:a wmav2 "$folder/a.wmv"
    make $video $sound -c:v flv1 -c:a mp3 "$folder/a.flv"
    make $video $sound -c:v libtheora -c:a libvorbis "$folder/a.ogv"
    for kind in mp3 ogg wav flac m4a aiff ac3; do make $sound "$folder/a.$kind"; done
    make $video "$folder/a.gif"
    for kind in png jpg webp bmp tiff; do make $video -frames:v 1 "$folder/one.$kind"; done
    for kind in heic avif; do heif-enc "$folder/one.png" -o "$folder/one.$kind"; done
  }
fi
# Memory that a file makes a library ask for is bounded elsewhere; here it may be had.
ASAN_OPTIONS=allocator_may_return_null=1:detect_leaks=0 TMPDIR=$work \
  "$fuzzer" "$seed" "$rounds" "$folder"/* > "$work/log" 2>&1 || {
  status=$?
  tail -n 60 "$work/log"
  echo "ended with status $status; the last seed above names the round"
  exit 1
}
tail -n 1 "$work/log"
