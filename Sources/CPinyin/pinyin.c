// The table is embedded so that one binary is all there is to install.
#include "pinyin.h"

// SwiftPM names no C23 yet; clang knows #embed in every mode.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char initials[] = {
#embed "initials.tsv"
};

size_t guanxi_pinyin_initials_count(void) { return sizeof initials; }
const unsigned char *guanxi_pinyin_initials(void) { return initials; }
