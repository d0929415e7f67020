#pragma once
#include <espeak-ng/speak_lib.h>
#include <stdlib.h>
#include "../CIsolation/shim.h"

// What a child process does with espeak-ng: the library keeps state from one text to the next
// (phases, pauses, generators) that it offers no way to reset.

typedef struct {
  /// The voice's file, with a variant after a plus sign.
  const char *voice;
  int words_per_minute;
  /// 0 to 100.
  int pitch;
  /// UTF-8.
  const char *text;
} reel_espeak_request;

/// What went wrong in a child, as its exit status.
enum { REEL_ESPEAK_NO_DATA = 2, REEL_ESPEAK_NO_VOICE = 3, REEL_ESPEAK_FAILED = 4 };

static int reel_espeak_file = -1;
static int reel_espeak_broken = 0;

static int reel_espeak_take(short *samples, int count, espeak_EVENT *events) {
  for (; events && events->type != espeakEVENT_LIST_TERMINATED; events++) {
    if (events->type == espeakEVENT_SAMPLERATE) {
      int32_t rate = events->id.number;
      if (rate > 0 && reel_write_record(reel_espeak_file, REEL_RECORD_RATE, &rate, 4) < 0)
        reel_espeak_broken = 1;
    } else if (events->type == espeakEVENT_WORD) {
      int32_t word[4] = {events->text_position - 1, events->length, events->sample, -1};
      if (reel_write_record(reel_espeak_file, REEL_RECORD_WORD, word, sizeof word) < 0)
        reel_espeak_broken = 1;
    }
  }
  if (samples && count > 0 &&
      reel_write_record(reel_espeak_file, REEL_RECORD_SAMPLES, samples, count * 2) < 0)
    reel_espeak_broken = 1;
  return reel_espeak_broken;
}

/// Speaks a `reel_espeak_request`.
static inline int reel_espeak_speak(const void *pointer, int file) {
  const reel_espeak_request *request = (const reel_espeak_request *)pointer;
  int32_t rate =
      espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, 0, espeakINITIALIZE_DONT_EXIT);
  if (rate <= 0) return REEL_ESPEAK_NO_DATA;
  // Breathy voices draw their noise from the C library.
  srand(1);
  reel_espeak_file = file;
  espeak_SetSynthCallback(reel_espeak_take);
  if (espeak_SetVoiceByName(request->voice) != EE_OK) return REEL_ESPEAK_NO_VOICE;
  espeak_SetParameter(espeakRATE, request->words_per_minute, 0);
  espeak_SetParameter(espeakPITCH, request->pitch, 0);
  if (reel_write_record(file, REEL_RECORD_RATE, &rate, 4) < 0) return REEL_ESPEAK_FAILED;
  // Neither SSML nor phonemes: the text is what is said.
  espeak_ERROR result = espeak_Synth(
      request->text, strlen(request->text) + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, 0, 0);
  if (result != EE_OK || reel_espeak_broken) return REEL_ESPEAK_FAILED;
  return reel_write_record(file, REEL_RECORD_END, "", 0) < 0 ? REEL_ESPEAK_FAILED : 0;
}

static int reel_espeak_describe_all(const espeak_VOICE **voices, int file) {
  for (; *voices; voices++) {
    const espeak_VOICE *voice = *voices;
    char gender[2] = {(char)('0' + voice->gender), 0};
    if (reel_write_text(file, voice->name) < 0 || reel_write_text(file, voice->identifier) < 0 ||
        reel_write_text(file, gender) < 0)
      return -1;
    // Each language is a byte that ranks the voice among those of the language, then its name.
    for (const char *next = voice->languages; next && *next; next += strlen(next) + 1)
      if (reel_write_text(file, next) < 0) return -1;
    if (reel_write_text(file, "") < 0) return -1;
  }
  return 0;
}

/// Tells the library's version, its data folder and its voices: each a name, a file, a gender,
/// languages, and an empty text.
static inline int reel_espeak_describe(const void *request, int file) {
  (void)request;
  if (espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, 0, espeakINITIALIZE_DONT_EXIT) <= 0)
    return REEL_ESPEAK_NO_DATA;
  const char *folder = 0;
  const char *version = espeak_Info(&folder);
  if (reel_write_text(file, version) < 0 || reel_write_text(file, folder) < 0)
    return REEL_ESPEAK_FAILED;
  espeak_VOICE variants;
  memset(&variants, 0, sizeof variants);
  variants.languages = "variant";
  if (reel_espeak_describe_all(espeak_ListVoices(0), file) < 0 ||
      reel_espeak_describe_all(espeak_ListVoices(&variants), file) < 0)
    return REEL_ESPEAK_FAILED;
  return reel_write_record(file, REEL_RECORD_END, "", 0) < 0 ? REEL_ESPEAK_FAILED : 0;
}
