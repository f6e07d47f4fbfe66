#define _GNU_SOURCE
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

extern char **environ;

/// Both ends close by themselves in any program that is started meanwhile.
static int make_pipe(int ends[2]) {
#ifdef __linux__
    return pipe2(ends, O_CLOEXEC) ? errno : 0;
#else
    if (pipe(ends)) return errno;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return 0;
#endif
}

int cprogram_start(const char *path, char *const arguments[], int ends[3], pid_t *program) {
    int pipes[3][2];
    for (int each = 0; each < 3; each++) {
        int error = make_pipe(pipes[each]);
        if (!error) continue;
        while (each-- > 0) {
            close(pipes[each][0]);
            close(pipes[each][1]);
        }
        return error;
    }
    // Of its input it reads, of the others it writes.
    int theirs[3] = {pipes[0][0], pipes[1][1], pipes[2][1]};
    int ours[3] = {pipes[0][1], pipes[1][0], pipes[2][0]};

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (int each = 0; each < 3; each++) posix_spawn_file_actions_adddup2(&actions, theirs[each], each);
#ifdef __linux__
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
#endif
    int error = posix_spawn(program, path, &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    for (int each = 0; each < 3; each++) {
        close(theirs[each]);
        if (error) close(ours[each]);
        ends[each] = ours[each];
    }
    return error;
}
