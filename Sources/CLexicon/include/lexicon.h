#ifndef GUANXI_LEXICON_H
#define GUANXI_LEXICON_H
#include <stddef.h>

/// A table that is part of the binary: UTF-8 text, not terminated.
typedef struct {
  const unsigned char *bytes;
  size_t count;
} GuanxiTable;

GuanxiTable guanxi_words_table(void);
GuanxiTable guanxi_terms_table(void);
GuanxiTable guanxi_surnames_table(void);
GuanxiTable guanxi_given_names_table(void);
GuanxiTable guanxi_weights_table(void);

/// Asks the cache for what stands at an address; Swift has no word for it.
static inline void guanxi_prefetch(const void *address) { __builtin_prefetch(address); }
#endif
