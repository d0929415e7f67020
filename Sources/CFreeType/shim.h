#pragma once
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
#include FT_STROKER_H

/// Outlines as they were drawn, not moved onto pixels.
static const FT_Int32 reel_ft_load_outline = FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP;
/// Bitmaps in colour; outlines in colour are drawn.
static const FT_Int32 reel_ft_load_color = FT_LOAD_COLOR | FT_LOAD_NO_HINTING;
static const FT_Int32 reel_ft_load_rendered_color =
    FT_LOAD_COLOR | FT_LOAD_NO_HINTING | FT_LOAD_RENDER;

/// `FT_HAS_COLOR`, a macro with an argument, which Swift cannot call.
static inline int reel_ft_has_color(FT_Face face) { return FT_HAS_COLOR(face) != 0; }
static inline int reel_ft_has_fixed_sizes(FT_Face face) { return FT_HAS_FIXED_SIZES(face) != 0; }
