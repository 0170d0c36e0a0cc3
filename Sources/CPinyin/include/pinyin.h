#ifndef GUANXI_PINYIN_H
#define GUANXI_PINYIN_H
#include <stddef.h>

/// Length in bytes of the table that `guanxi_pinyin_initials` returns.
size_t guanxi_pinyin_initials_count(void);
/// Lines of UTF-8, not terminated: the letters a character's readings can begin with, most usual first, a tab, all
/// characters of which this holds. Lines that begin with # are comments.
const unsigned char *guanxi_pinyin_initials(void);
#endif
