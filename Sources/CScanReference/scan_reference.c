#include "scan_reference.h"

#include <string.h>

long scan_reference_count(const uint8_t *text, size_t length) {
  long count = 0;
  for (size_t i = 0; i < length; i++) count += (text[i] & 0xC0) != 0x80;
  return count;
}

// Code points from here on are numbered in a part of their own, which is left out here: hardly any text has them.
enum { DENSE_LIMIT = 0xA000 };

// The directory follows 32 bytes of header: offset and length of each part.
static const void *part(const uint8_t *table, int index) {
  uint32_t offset;
  memcpy(&offset, table + 32 + 8 * index, sizeof offset);
  return table + offset;
}

long scan_reference_match(const uint8_t *table, const uint32_t *codes, size_t count) {
  const uint16_t *numbers = part(table, 0);
  const uint64_t *nodes = part(table, 3);
  long found = 0;
  for (size_t start = 0; start < count; start++) {
    // The second node of a name some way ahead, as the gazetteer asks for it.
    if (start + 9 < count && codes[start + 8] < DENSE_LIMIT && codes[start + 9] < DENSE_LIMIT)
      __builtin_prefetch(
          nodes + (nodes[numbers[codes[start + 8]] & 0x1FFF] & 0xFFFFF) + (numbers[codes[start + 9]] & 0x1FFF));
    uint64_t node = codes[start] < DENSE_LIMIT ? numbers[codes[start]] & 0x1FFF : 0;
    if (node == 0) continue;
    uint64_t word = nodes[node];
    if ((word >> 20 & 0xFFFFF) != 0) continue;
    for (size_t next = start + 1;; next++) {
      if (word >> 40 != 0) found++;
      uint64_t label = next < count && codes[next] < DENSE_LIMIT ? numbers[codes[next]] & 0x1FFF : 0;
      if (label == 0) break;
      uint64_t child = (word & 0xFFFFF) + label;
      word = nodes[child];
      if ((word >> 20 & 0xFFFFF) != node) break;
      node = child;
    }
  }
  return found;
}
