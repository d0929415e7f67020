#pragma once
#include <ass/ass.h>
#include <stdarg.h>
#include <stdio.h>

/// Receives one line of libass's log, already formatted.
typedef void (*reel_ass_log)(int level, const char *line, void *data);

/// Whom the lines of one library handle go to. It must outlive the handle.
typedef struct reel_ass_listener {
  reel_ass_log receive;
  void *data;
} reel_ass_listener;

static void reel_ass_format(int level, const char *format, va_list arguments, void *data) {
  reel_ass_listener *listener = data;
  char line[512];
  vsnprintf(line, sizeof line, format, arguments);
  listener->receive(level, line, listener->data);
}

/// `ass_set_message_cb` without the variable argument list, which Swift cannot receive.
static inline void reel_ass_listen(ASS_Library *library, reel_ass_listener *listener) {
  ass_set_message_cb(library, reel_ass_format, listener);
}
