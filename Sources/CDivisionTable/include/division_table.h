#ifndef DIVISION_TABLE_H
#define DIVISION_TABLE_H

#include <stddef.h>

/// The table of administrative divisions: 32-byte aligned, constant, alive as long as the process.
const void *_Nonnull division_table_bytes(void);

/// Its length in bytes.
size_t division_table_length(void);

/// Asks the cache for what stands at an address; Swift has no word for it.
static inline void division_table_prefetch(const void *_Nonnull address) { __builtin_prefetch(address); }

#endif
