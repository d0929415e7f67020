# Writes a table of colours as a .cube file: light becomes warmer, shadows bluer. Red changes first.
BEGIN {
  size = 17
  print "TITLE \"warm\""
  print "LUT_3D_SIZE " size
  for (b = 0; b < size; b++)
    for (g = 0; g < size; g++)
      for (r = 0; r < size; r++) {
        red = r / (size - 1); green = g / (size - 1); blue = b / (size - 1)
        light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
        warm = (light - 0.5) * 0.16
        printf "%.5f %.5f %.5f\n", part(red + warm), part(green + warm * 0.3), part(blue - warm)
      }
}
function part(value) { return value < 0 ? 0 : value > 1 ? 1 : value }
