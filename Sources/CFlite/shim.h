#pragma once
#include <flite/flite.h>

// The voices' own entry points, which no header of Debian's package declares.
cst_voice *register_cmu_us_slt(const char *directory);
cst_voice *register_cmu_us_kal(const char *directory);
cst_voice *register_cmu_us_awb(const char *directory);
cst_voice *register_cmu_us_rms(const char *directory);
