// The table is embedded so that one binary is all there is to install.
#include "simplified_forms.h"

// SwiftPM names no C23 yet; clang knows #embed in every mode.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char forms[] = {
#embed "simplified_forms.tsv"
};

size_t guanxi_simplified_forms_count(void) { return sizeof forms; }
const unsigned char *guanxi_simplified_forms(void) { return forms; }
