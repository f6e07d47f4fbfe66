/* Stands between the program and SQLite, and lets it believe that it runs with `synchronous` FULL while it runs with what
   OTHER_SYNCHRONOUS says. Only for the test that shows that the difference is seen. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sqlite3;
struct sqlite3_stmt;

static char setting[64];

/* The statement to run instead, or none. */
static const char *other(const char *sql, int length) {
    size_t count = length < 0 ? strlen(sql) : strnlen(sql, (size_t)length);
    const char *wanted = getenv("OTHER_SYNCHRONOUS");
    if (wanted && count == strlen("PRAGMA synchronous = FULL") && !memcmp(sql, "PRAGMA synchronous = FULL", count)) {
        snprintf(setting, sizeof setting, "PRAGMA synchronous = %s", wanted);
        return setting;
    }
    /* The program reads back what it has set. */
    if (wanted && count == strlen("PRAGMA synchronous") && !memcmp(sql, "PRAGMA synchronous", count)) return "SELECT 2";
    return NULL;
}

static void at_end(const char **tail, const char *sql, int length) {
    if (tail) *tail = sql + (length < 0 ? strlen(sql) : strnlen(sql, (size_t)length));
}

int sqlite3_prepare_v2(struct sqlite3 *database, const char *sql, int length, struct sqlite3_stmt **statement, const char **tail) {
    int (*real)(struct sqlite3 *, const char *, int, struct sqlite3_stmt **, const char **) = dlsym(RTLD_NEXT, "sqlite3_prepare_v2");
    const char *instead = other(sql, length);
    if (!instead) return real(database, sql, length, statement, tail);
    at_end(tail, sql, length);
    return real(database, instead, -1, statement, NULL);
}

int sqlite3_prepare_v3(
    struct sqlite3 *database, const char *sql, int length, unsigned flags, struct sqlite3_stmt **statement, const char **tail) {
    int (*real)(struct sqlite3 *, const char *, int, unsigned, struct sqlite3_stmt **, const char **) = dlsym(RTLD_NEXT, "sqlite3_prepare_v3");
    const char *instead = other(sql, length);
    if (!instead) return real(database, sql, length, flags, statement, tail);
    at_end(tail, sql, length);
    return real(database, instead, -1, flags, statement, NULL);
}
