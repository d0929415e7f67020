# Draws waves that run across each other, as a picture in the plain form of PPM. The first file is
# the table of colours.
FNR == NR { colour[NR - 1] = $0; next }
END {
  width = 480
  height = 270
  printf "P3\n%d %d\n255\n", width, height
  for (y = 0; y < height; y++) {
    for (x = 0; x < width; x++) {
      far = sqrt((x - 130) ^ 2 + (y - 90) ^ 2)
      near = sqrt((x - 400) ^ 2 + (y - 240) ^ 2)
      value = 0.5 + 0.25 * sin(far / 13) + 0.25 * sin(near / 21)
      print colour[int(value * 255)]
    }
  }
}
