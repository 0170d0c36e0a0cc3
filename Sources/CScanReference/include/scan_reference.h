#ifndef SCAN_REFERENCE_H
#define SCAN_REFERENCE_H

#include <stddef.h>
#include <stdint.h>

/// Number of code points in UTF-8 text: every byte is read once, and nothing else is done.
long scan_reference_count(const uint8_t *_Nonnull text, size_t length);

/// Number of nodes at which names of divisions end in text, from every start: the steps of the gazetteer's automaton, in C
/// and without telling what was found. `table` is `division_table_bytes()`.
long scan_reference_match(const uint8_t *_Nonnull table, const uint32_t *_Nonnull codes, size_t count);

#endif
