#pragma once
#include <flite/flite.h>
#include <stdlib.h>
#include "../CIsolation/shim.h"

// The voices' own entry points, which no header of Debian's package declares.
cst_voice *register_cmu_us_slt(const char *directory);
cst_voice *register_cmu_us_kal(const char *directory);
cst_voice *register_cmu_us_awb(const char *directory);
cst_voice *register_cmu_us_rms(const char *directory);

// What a child process does with flite: its generator of noise goes on from one text to the
// next.

typedef struct {
  /// `slt`, `kal`, `awb` or `rms`.
  const char *voice;
  /// Length as a multiple of the voice's own.
  float stretch;
  /// Pitch as a multiple of the voice's own.
  float pitch;
  /// ASCII.
  const char *text;
} reel_flite_request;

/// What went wrong in a child, as its exit status.
enum { REEL_FLITE_NO_VOICE = 3, REEL_FLITE_FAILED = 4 };

static cst_voice *reel_flite_voice(const char *name) {
  if (!strcmp(name, "slt")) return register_cmu_us_slt(0);
  if (!strcmp(name, "kal")) return register_cmu_us_kal(0);
  if (!strcmp(name, "awb")) return register_cmu_us_awb(0);
  if (!strcmp(name, "rms")) return register_cmu_us_rms(0);
  return 0;
}

/// Writes when each word is heard. A word of the utterance stands where its token stands in the
/// text; one that makes no sound has no segments, and is left out.
static int reel_flite_write_words(cst_utterance *utterance, const char *text, int rate, int file) {
  const char *cursor = text;
  const char *place = 0;
  const cst_item *last = 0;
  int32_t length = 0;
  for (cst_item *word = relation_head(utt_relation(utterance, "Word")); word;
       word = item_next(word)) {
    const cst_item *token = item_parent(item_as(word, "Token"));
    if (token && token != last) {
      last = token;
      const char *name = item_feat_string(token, "name");
      place = strstr(cursor, name);
      if (place) {
        length = (int32_t)strlen(name);
        cursor = place + length;
      }
    }
    if (!place) continue;
    float end = flite_ffeature_float(word, "R:SylStructure.daughtern.daughtern.R:Segment.end");
    float start = flite_ffeature_float(word, "R:SylStructure.daughter1.daughter1.R:Segment.p.end");
    if (!(end > start)) continue;
    int32_t record[4] = {
        (int32_t)(place - text), length, (int32_t)(start * rate), (int32_t)(end * rate)};
    if (reel_write_record(file, REEL_RECORD_WORD, record, sizeof record) < 0) return -1;
  }
  return 0;
}

/// Speaks a `reel_flite_request`.
static inline int reel_flite_speak(const void *pointer, int file) {
  const reel_flite_request *request = (const reel_flite_request *)pointer;
  flite_init();
  srand(1);
  cst_voice *voice = reel_flite_voice(request->voice);
  if (!voice) return REEL_FLITE_NO_VOICE;
  cst_utterance *utterance = new_utterance();
  utt_set_input_text(utterance, request->text);
  utt_init(utterance, voice);
  cst_features *features = utterance->features;
  feat_set_float(
      features, "duration_stretch",
      request->stretch * get_param_float(voice->features, "duration_stretch", 1));
  // Diphone voices know a mean, the statistical ones a factor.
  feat_set_float(
      features, "int_f0_target_mean",
      request->pitch * get_param_float(voice->features, "int_f0_target_mean", 100));
  feat_set_float(features, "f0_shift", request->pitch);
  utterance = utt_synth(utterance);
  cst_wave *wave = utterance ? utt_wave(utterance) : 0;
  if (!wave || wave->num_channels != 1) return REEL_FLITE_FAILED;
  int32_t rate = wave->sample_rate;
  if (reel_write_record(file, REEL_RECORD_RATE, &rate, 4) < 0 ||
      reel_write_record(file, REEL_RECORD_SAMPLES, wave->samples, wave->num_samples * 2) < 0 ||
      reel_flite_write_words(utterance, request->text, rate, file) < 0 ||
      reel_write_record(file, REEL_RECORD_END, "", 0) < 0)
    return REEL_FLITE_FAILED;
  return 0;
}
