#include "division_table.h"

// SwiftPM names no C23 yet; clang knows #embed in every mode.
#pragma clang diagnostic ignored "-Wc23-extensions"

static _Alignas(32) const unsigned char table[] = {
#embed "division_table.bin"
};

const void *division_table_bytes(void) { return table; }

size_t division_table_length(void) { return sizeof table; }
