#ifndef EXPLORER_PAGE_H
#define EXPLORER_PAGE_H

#include <stddef.h>

/// A file of the page: constant, alive as long as the process.
typedef struct {
  const char *_Nonnull name;
  const void *_Nonnull bytes;
  size_t length;
} ExplorerPageFile;

/// Number of files.
size_t explorer_page_file_count(void);

/// The file with this number, from 0.
ExplorerPageFile explorer_page_file(size_t index);

#endif
