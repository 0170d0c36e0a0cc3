// Tables are embedded here so that one binary is all there is to install:
// Swift's own resource bundles crash when the binary is moved away from their folder.
#include "lexicon.h"

// SwiftPM names no C23 yet; clang knows #embed in every mode.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char words[] = {
#embed "tables/words.tsv"
};
static const unsigned char terms[] = {
#embed "tables/terms.tsv"
};
static const unsigned char surnames[] = {
#embed "tables/surnames.tsv"
};
static const unsigned char given_names[] = {
#embed "tables/given_names.tsv"
};
static const unsigned char weights[] = {
#embed "tables/weights.tsv"
};

GuanxiTable guanxi_words_table(void) { return (GuanxiTable){words, sizeof words}; }
GuanxiTable guanxi_terms_table(void) { return (GuanxiTable){terms, sizeof terms}; }
GuanxiTable guanxi_surnames_table(void) { return (GuanxiTable){surnames, sizeof surnames}; }
GuanxiTable guanxi_given_names_table(void) { return (GuanxiTable){given_names, sizeof given_names}; }
GuanxiTable guanxi_weights_table(void) { return (GuanxiTable){weights, sizeof weights}; }
