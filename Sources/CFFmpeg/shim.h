#pragma once
#include <dlfcn.h>
#include <libavcodec/avcodec.h>
#include <libavfilter/avfilter.h>
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
#include <libavformat/avformat.h>
#include <libavutil/channel_layout.h>
#include <libavutil/cpu.h>
#include <libavutil/display.h>
#include <libavutil/imgutils.h>
#include <libavutil/mastering_display_metadata.h>
#include <libavutil/mathematics.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>

// Swift imports no macro that casts or calls: each has a function of the same meaning here.

/// `AVERROR_EOF`: the end of a stream.
static inline int reel_averror_eof(void) { return AVERROR_EOF; }

/// `AVERROR(EAGAIN)`: the codec wants more input first.
static inline int reel_averror_again(void) { return AVERROR(EAGAIN); }

/// `AV_NOPTS_VALUE`: no time stamp.
static inline int64_t reel_no_pts(void) { return AV_NOPTS_VALUE; }

/// `AVERROR(number)`: a system error as the libraries report it.
static inline int reel_averror(int number) { return AVERROR(number); }

/// Takes a line that a library logged. Defined in Swift.
void reel_log_line(int level, const char *line);

static void reel_log_callback(void *source, int level, const char *format, va_list arguments) {
  if (level > AV_LOG_WARNING) return;
  char line[1024];
  int prefix = 1;
  av_log_format_line2(source, level, format, arguments, line, sizeof line, &prefix);
  reel_log_line(level, line);
}

/// Sends what the libraries log to `reel_log_line`: the callback's argument list has no type in
/// Swift.
static inline void reel_log_install(void) { av_log_set_callback(reel_log_callback); }

/// The display matrix of a stream, or null: its place has moved between versions.
static inline const int32_t *reel_display_matrix(const AVStream *stream) {
#if LIBAVFORMAT_VERSION_MAJOR >= 61
  const AVPacketSideData *data = av_packet_side_data_get(
      stream->codecpar->coded_side_data, stream->codecpar->nb_coded_side_data,
      AV_PKT_DATA_DISPLAYMATRIX);
  return data && data->size >= 36 ? (const int32_t *)data->data : NULL;
#else
  size_t size = 0;
  const uint8_t *data = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
  return data && size >= 36 ? (const int32_t *)data : NULL;
#endif
}

/// The display matrix of a frame, or null.
static inline const int32_t *reel_frame_display_matrix(const AVFrame *frame) {
  const AVFrameSideData *data = av_frame_get_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX);
  return data && data->size >= 36 ? (const int32_t *)data->data : NULL;
}

/// The brightest light of a frame in nits, by its content's or its mastering screen's statement; 0
/// without one.
static inline int64_t reel_frame_brightest(const AVFrame *frame) {
  const AVFrameSideData *data = av_frame_get_side_data(frame, AV_FRAME_DATA_CONTENT_LIGHT_LEVEL);
  if (data && data->size >= sizeof(AVContentLightMetadata)) {
    const AVContentLightMetadata *light = (const AVContentLightMetadata *)data->data;
    if (light->MaxCLL > 0) return light->MaxCLL;
  }
  data = av_frame_get_side_data(frame, AV_FRAME_DATA_MASTERING_DISPLAY_METADATA);
  if (data && data->size >= sizeof(AVMasteringDisplayMetadata)) {
    const AVMasteringDisplayMetadata *screen = (const AVMasteringDisplayMetadata *)data->data;
    if (screen->has_luminance && screen->max_luminance.num > 0 && screen->max_luminance.den > 0)
      return screen->max_luminance.num / screen->max_luminance.den;
  }
  return 0;
}

/// The ICC profile of a frame, or null.
static inline const uint8_t *reel_frame_profile(const AVFrame *frame, size_t *size) {
  const AVFrameSideData *data = av_frame_get_side_data(frame, AV_FRAME_DATA_ICC_PROFILE);
  *size = data ? data->size : 0;
  return data ? data->data : NULL;
}

/// Whether the frame is interlaced: a field that newer versions replace by a flag.
static inline int reel_frame_interlaced(const AVFrame *frame) {
#if LIBAVUTIL_VERSION_INT >= AV_VERSION_INT(58, 7, 100)
  return (frame->flags & AV_FRAME_FLAG_INTERLACED) != 0;
#else
  return frame->interlaced_frame;
#endif
}

/// What a scaler converts; the positions of chroma are in 1/256 of a luma pixel, or -513 for
/// the library's own choice.
typedef struct {
  int source_width, source_height, source_format, source_full_range;
  int target_width, target_height, target_format;
  int source_chroma_x, source_chroma_y, target_chroma_x, target_chroma_y;
  int flags;
} reel_scaling;

/// Makes a scaler, or null. Behind a void pointer: the type is opaque in some versions and not
/// in others.
static inline void *reel_scaler_new(const reel_scaling *s) {
  struct SwsContext *c = sws_alloc_context();
  if (!c) return NULL;
  av_opt_set_int(c, "srcw", s->source_width, 0);
  av_opt_set_int(c, "srch", s->source_height, 0);
  av_opt_set_int(c, "src_format", s->source_format, 0);
  av_opt_set_int(c, "src_range", s->source_full_range, 0);
  av_opt_set_int(c, "dstw", s->target_width, 0);
  av_opt_set_int(c, "dsth", s->target_height, 0);
  av_opt_set_int(c, "dst_format", s->target_format, 0);
  av_opt_set_int(c, "dst_range", 0, 0);
  av_opt_set_int(c, "src_h_chr_pos", s->source_chroma_x, 0);
  av_opt_set_int(c, "src_v_chr_pos", s->source_chroma_y, 0);
  av_opt_set_int(c, "dst_h_chr_pos", s->target_chroma_x, 0);
  av_opt_set_int(c, "dst_v_chr_pos", s->target_chroma_y, 0);
  av_opt_set_int(c, "sws_flags", s->flags, 0);
  if (sws_init_context(c, NULL, NULL) < 0) {
    sws_freeContext(c);
    return NULL;
  }
  // The same matrix on both sides: another one is applied elsewhere, without a way through RGB.
  const int *matrix = sws_getCoefficients(SWS_CS_ITU709);
  sws_setColorspaceDetails(
      c, matrix, s->source_full_range, matrix, 0, 0, 1 << 16, 1 << 16);
  return c;
}

static inline void reel_scaler_free(void *scaler) {
  sws_freeContext((struct SwsContext *)scaler);
}

static inline int reel_scaler_run(
    void *scaler, const uint8_t *const source[4], const int source_stride[4], int rows,
    uint8_t *const target[4], const int target_stride[4]) {
  return sws_scale(
      (struct SwsContext *)scaler, source, source_stride, 0, rows, target, target_stride);
}

/// The functions of libavfilter that are used. It is not linked: it brings twenty libraries, a
/// fifth of the time that a worker takes to start, and only interlaced videos need it.
typedef struct {
  __typeof__(&avfilter_graph_alloc) graph_alloc;
  __typeof__(&avfilter_graph_free) graph_free;
  __typeof__(&avfilter_graph_create_filter) graph_create_filter;
  __typeof__(&avfilter_graph_config) graph_config;
  __typeof__(&avfilter_get_by_name) get_by_name;
  __typeof__(&avfilter_link) link;
  __typeof__(&av_buffersrc_add_frame_flags) add_frame_flags;
  __typeof__(&av_buffersink_get_frame) get_frame;
  __typeof__(&av_buffersink_get_time_base) get_time_base;
} reel_filters;

/// The name of the file of libavfilter that these headers belong to.
static inline const char *reel_filters_file(void) {
  return "libavfilter.so." AV_STRINGIFY(LIBAVFILTER_VERSION_MAJOR);
}

/// Loads libavfilter; 0 if the file is not there or lacks a function.
static inline int reel_filters_load(const char *path, reel_filters *filters) {
  void *library = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
  if (!library) return 0;
#define REEL_FIND(field, name) \
  (filters->field = (__typeof__(filters->field))dlsym(library, #name)) != NULL
  return REEL_FIND(graph_alloc, avfilter_graph_alloc) &&
         REEL_FIND(graph_free, avfilter_graph_free) &&
         REEL_FIND(graph_create_filter, avfilter_graph_create_filter) &&
         REEL_FIND(graph_config, avfilter_graph_config) &&
         REEL_FIND(get_by_name, avfilter_get_by_name) && REEL_FIND(link, avfilter_link) &&
         REEL_FIND(add_frame_flags, av_buffersrc_add_frame_flags) &&
         REEL_FIND(get_frame, av_buffersink_get_frame) &&
         REEL_FIND(get_time_base, av_buffersink_get_time_base);
#undef REEL_FIND
}
