# Writes a WAV file of a chord that swells and fades, each byte as "\0" and three digits in base 8.
function byte(value) { printf "\\0%03o", value }
function word(value) { byte(value % 256); byte(int(value / 256) % 256) }
function long(value) { word(value % 65536); word(int(value / 65536)) }
function text(letters) { printf "%s", letters }
BEGIN {
  rate = 8000
  count = 4 * rate
  text("RIFF"); long(36 + 2 * count); text("WAVE")
  text("fmt "); long(16); word(1); word(1); long(rate); long(2 * rate); word(2); word(16)
  text("data"); long(2 * count)
  for (i = 0; i < count; i++) {
    time = i / rate
    swell = sin(3.14159265 * i / count)
    turn = 6.2831853 * time
    chord = sin(220 * turn) + sin(277.18 * turn) + sin(329.63 * turn)
    value = int(6000 * swell * chord)
    word(value < 0 ? value + 65536 : value)
  }
}
