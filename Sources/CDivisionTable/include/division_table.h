#ifndef DIVISION_TABLE_H
#define DIVISION_TABLE_H

#include <stddef.h>

/// The table of administrative divisions: 32-byte aligned, constant, alive as long as the process.
const void *_Nonnull division_table_bytes(void);

/// Its length in bytes.
size_t division_table_length(void);

#endif
