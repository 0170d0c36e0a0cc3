#ifndef GUANXI_SIMPLIFIED_FORMS_H
#define GUANXI_SIMPLIFIED_FORMS_H
#include <stddef.h>

/// Lines of a traditional character, tab, the simplified one, and a tab and `*` where simplified text has the first too:
/// UTF-8, not terminated. Lines that begin with # are comments.
const unsigned char *guanxi_simplified_forms(void);
size_t guanxi_simplified_forms_count(void);
#endif
