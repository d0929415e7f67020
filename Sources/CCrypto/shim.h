#pragma once
// The direct functions for SHA-256. OpenSSL 3 marks them as deprecated in favour of its EVP layer,
// which computes the same with the same code, but first reads a configuration and registers every
// algorithm that there is: 2 ms, as long as everything else that a build does in which nothing is
// to be done.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
