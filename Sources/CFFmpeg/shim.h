#pragma once
#include <libavcodec/avcodec.h>
#include <libavfilter/avfilter.h>
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
#include <libavformat/avformat.h>
#include <libavutil/channel_layout.h>
#include <libavutil/display.h>
#include <libavutil/imgutils.h>
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
