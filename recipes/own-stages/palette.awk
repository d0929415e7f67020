# Reads lines of three numbers, red, green and blue, and writes the colours in between as a table:
# 256 lines of three numbers from 0 to 255.
{ red[NR] = $1; green[NR] = $2; blue[NR] = $3 }
END {
  for (i = 0; i < 256; i++) {
    place = 1 + i / 255 * (NR - 1)
    low = int(place)
    if (low == NR) low = NR - 1
    part = place - low
    printf "%d %d %d\n", red[low] + (red[low + 1] - red[low]) * part,
      green[low] + (green[low + 1] - green[low]) * part,
      blue[low] + (blue[low + 1] - blue[low]) * part
  }
}
