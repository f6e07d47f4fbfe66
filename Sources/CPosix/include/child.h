#pragma once
#include <stdint.h>
#include <sys/types.h>

/// Starts `path` with `arguments` and `environment` (both ending in NULL). Its standard input and output are the other end of `*connection`;
/// its standard error goes nowhere, every other descriptor is closed, signals are as at the start of a program. Returns 0 or an errno.
int cposix_start_child(const char *path, char *const arguments[], char *const environment[], int *connection, pid_t *child);

/// Gives up, for good, what a program that only computes never needs: more than `memory_bytes` of address space, more than `cpu_seconds`,
/// more than `wall_seconds` of life, new descriptors, writing files, core dumps, and on Linux opening files, sockets, other programs and other
/// processes. Returns 0, or the errno of the first limit that was refused.
int cposix_give_up_rights(uint64_t memory_bytes, uint64_t cpu_seconds, unsigned wall_seconds);
