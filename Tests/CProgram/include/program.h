#pragma once
#include <sys/types.h>

/// Starts `path` with `arguments` (ending in NULL) and this process's environment. `ends` receives our ends of its input, output and errors; it has
/// no other descriptor of ours. Returns 0 or an errno. Swift does not see the two calls of GNU that this needs.
int cprogram_start(const char *path, char *const arguments[], int ends[3], pid_t *program);
