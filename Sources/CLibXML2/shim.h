// Debian builds libxml2 with ICU; its headers would then pull in ICU's C++-flavoured types,
// which clash with the ICU inside Foundation. None of what we call needs them.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/xmlIO.h>
#include <libxml/HTMLparser.h>
#include <libxml/xmlwriter.h>
