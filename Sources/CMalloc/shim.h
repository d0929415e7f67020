#pragma once
// The C library's allocator has settings of its own, which Swift's module of it leaves out.
#include <malloc.h>
