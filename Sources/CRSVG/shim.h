#pragma once
#include <cairo/cairo.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

// What is used of librsvg, as its headers and GLib's have it. Those need flags of the compiler that
// Swift's package manager does not pass on.

typedef struct RsvgHandle RsvgHandle;
typedef struct { double x, y, width, height; } RsvgRectangle;
typedef struct { double length; int unit; } RsvgLength;
typedef struct { uint32_t domain; int code; char *message; } GError;

extern const unsigned rsvg_major_version, rsvg_minor_version, rsvg_micro_version;
RsvgHandle *rsvg_handle_new_from_data(const uint8_t *data, size_t size, GError **error);
void rsvg_handle_set_dpi(RsvgHandle *handle, double dpi);
int rsvg_handle_get_intrinsic_size_in_pixels(RsvgHandle *handle, double *width, double *height);
void rsvg_handle_get_intrinsic_dimensions(
    RsvgHandle *handle, int *has_width, RsvgLength *width, int *has_height, RsvgLength *height,
    int *has_box, RsvgRectangle *box);
int rsvg_handle_get_geometry_for_layer(
    RsvgHandle *handle, const char *id, const RsvgRectangle *viewport, RsvgRectangle *ink,
    RsvgRectangle *logical, GError **error);
int rsvg_handle_render_document(
    RsvgHandle *handle, cairo_t *context, const RsvgRectangle *viewport, GError **error);

// Everything here runs in a child process of its own: a drawing may ask for any amount of memory
// and time, and librsvg ends the process where it meets something it did not expect.

/// What a child is to do with a drawing.
typedef struct {
  const uint8_t *data;
  int64_t size;
  /// Pixels of the whole drawing; 0 if only its size is asked for.
  int32_t width, height;
} reel_drawing;

/// The head of the answer; rows of premultiplied red, green, blue, alpha follow it.
typedef struct {
  /// CSS pixels, 96 to an inch.
  double width, height;
  /// 0, or the error that `message` describes.
  int32_t failure;
  char message[244];
} reel_drawing_answer;

enum {
  /// The answer could not be written.
  REEL_DRAWING_UNWRITTEN = 9,
};

static inline int reel_drawing_write(int file, const void *bytes, size_t size) {
  const char *next = (const char *)bytes;
  while (size > 0) {
    ssize_t written = write(file, next, size);
    if (written <= 0) return -1;
    next += written;
    size -= (size_t)written;
  }
  return 0;
}

static inline int reel_drawing_fail(int file, const char *message) {
  reel_drawing_answer answer = {0, 0, 1, ""};
  snprintf(answer.message, sizeof answer.message, "%s", message);
  return reel_drawing_write(file, &answer, sizeof answer) < 0 ? REEL_DRAWING_UNWRITTEN : 0;
}

/// Lets the child have so much more memory, in bytes, and so many seconds of processor.
static inline void reel_drawing_limit(int64_t memory, unsigned seconds) {
  long pages = 0;
  FILE *statistics = fopen("/proc/self/statm", "r");
  if (statistics) {
    if (fscanf(statistics, "%ld", &pages) != 1) pages = 0;
    fclose(statistics);
  }
  rlim_t all = (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + (rlim_t)memory;
  struct rlimit space = {all, all}, time = {seconds, seconds}, none = {0, 0};
  setrlimit(RLIMIT_AS, &space);
  setrlimit(RLIMIT_CPU, &time);
  setrlimit(RLIMIT_CORE, &none);
}

/// The size of a drawing: what it says of itself, else its view box, else what it covers, whose
/// place is then in `area`. `viewport` is what it has to be drawn in to have that size: lengths in
/// percent are parts of it.
static inline int reel_drawing_size(
    RsvgHandle *handle, RsvgRectangle *area, RsvgRectangle *viewport, GError **error) {
  int has_width, has_height, has_box;
  RsvgLength width, height;
  RsvgRectangle box;
  area->x = area->y = 0;
  if (rsvg_handle_get_intrinsic_size_in_pixels(handle, &area->width, &area->height) &&
      area->width > 0 && area->height > 0) {
    *viewport = *area;
    return 1;
  }
  rsvg_handle_get_intrinsic_dimensions(
      handle, &has_width, &width, &has_height, &height, &has_box, &box);
  if (has_box && box.width > 0 && box.height > 0) {
    // A side in percent says nothing by itself; the other one may.
    area->width = box.width;
    area->height = box.height;
    *viewport = *area;
    return 1;
  }
  // Nothing is cut off at its edges.
  *viewport = (RsvgRectangle){0, 0, 1000, 1000};
  RsvgRectangle logical;
  return rsvg_handle_get_geometry_for_layer(handle, NULL, viewport, area, &logical, error) &&
         area->width > 0 && area->height > 0;
}

/// Measures a drawing, and draws it if it is told how large. Reads no other file: without an
/// address of its own, a drawing's references lead nowhere.
static inline int reel_draw(const void *request, int file) {
  const reel_drawing *drawing = (const reel_drawing *)request;
  // Neither fonts nor readers of pictures that this machine happens to have: what a drawing looks
  // like must not depend on them.
  int fonts = (int)syscall(SYS_memfd_create, "fonts", 0);
  static const char no_fonts[] = "<fontconfig></fontconfig>";
  char address[40];
  snprintf(address, sizeof address, "/proc/self/fd/%d", fonts);
  if (fonts < 0 || reel_drawing_write(fonts, no_fonts, sizeof no_fonts - 1) < 0) {
    return REEL_DRAWING_UNWRITTEN;
  }
  setenv("FONTCONFIG_FILE", address, 1);
  setenv("GDK_PIXBUF_MODULE_FILE", "/dev/null", 1);
  int64_t pixels = (int64_t)drawing->width * drawing->height * 4;
  reel_drawing_limit((512 << 20) + 2 * pixels, 20);
  // Warnings of the libraries are nobody's answer.
  if (!freopen("/dev/null", "w", stderr)) return REEL_DRAWING_UNWRITTEN;
  GError *error = NULL;
  RsvgHandle *handle = rsvg_handle_new_from_data(drawing->data, (size_t)drawing->size, &error);
  if (!handle) return reel_drawing_fail(file, error ? error->message : "it cannot be read");
  rsvg_handle_set_dpi(handle, 96);
  RsvgRectangle area, viewport;
  if (!reel_drawing_size(handle, &area, &viewport, &error)) {
    return reel_drawing_fail(file, error ? error->message : "it shows nothing");
  }
  reel_drawing_answer answer = {area.width, area.height, 0, ""};
  if (pixels == 0) {
    return reel_drawing_write(file, &answer, sizeof answer) < 0 ? REEL_DRAWING_UNWRITTEN : 0;
  }
  cairo_surface_t *surface =
      cairo_image_surface_create(CAIRO_FORMAT_ARGB32, drawing->width, drawing->height);
  cairo_t *context = cairo_create(surface);
  cairo_scale(context, drawing->width / area.width, drawing->height / area.height);
  cairo_translate(context, -area.x, -area.y);
  if (!rsvg_handle_render_document(handle, context, &viewport, &error)) {
    return reel_drawing_fail(file, error ? error->message : "it cannot be drawn");
  }
  cairo_surface_flush(surface);
  if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) {
    return reel_drawing_fail(file, cairo_status_to_string(cairo_surface_status(surface)));
  }
  if (reel_drawing_write(file, &answer, sizeof answer) < 0) return REEL_DRAWING_UNWRITTEN;
  const uint8_t *base = cairo_image_surface_get_data(surface);
  int stride = cairo_image_surface_get_stride(surface);
  uint8_t *line = (uint8_t *)malloc((size_t)drawing->width * 4);
  if (!line) return REEL_DRAWING_UNWRITTEN;
  for (int row = 0; row < drawing->height; row++) {
    const uint32_t *source = (const uint32_t *)(const void *)(base + (size_t)row * stride);
    for (int x = 0; x < drawing->width; x++) {
      uint32_t pixel = source[x];
      line[4 * x] = (uint8_t)(pixel >> 16);
      line[4 * x + 1] = (uint8_t)(pixel >> 8);
      line[4 * x + 2] = (uint8_t)pixel;
      line[4 * x + 3] = (uint8_t)(pixel >> 24);
    }
    if (reel_drawing_write(file, line, (size_t)drawing->width * 4) < 0) {
      return REEL_DRAWING_UNWRITTEN;
    }
  }
  return 0;
}
