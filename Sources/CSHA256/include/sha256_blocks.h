#ifndef GUANXI_SHA256_BLOCKS_H
#define GUANXI_SHA256_BLOCKS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// First 32 bits of the fractional parts of the cube roots of the first 64 primes: FIPS 180-4, section 4.2.2.
const uint32_t *guanxi_sha256_round_constants(void);

/// Whether the processor has instructions of its own for SHA-256. A slow question: ask once.
bool guanxi_sha256_has_instructions(void);

/// Takes blocks of 64 bytes into the eight words of a digest by those instructions; Swift has no words for them.
void guanxi_sha256_take_blocks(uint32_t *state, const uint8_t *blocks, size_t count);
#endif
