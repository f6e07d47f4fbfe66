#define _GNU_SOURCE
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

/// One connected pair; both ends close by themselves in any program that is started meanwhile.
static int make_pair(int ends[2]) {
#ifdef __linux__
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) ? errno : 0;
#else
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends)) return errno;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return 0;
#endif
}

int cposix_start_child(const char *path, char *const arguments[], char *const environment[], int *connection, pid_t *child) {
    int ends[2];
    int error = make_pair(ends);
    if (error) return error;

    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);

    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    short flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
#ifdef __linux__
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
#else
    flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#endif
    posix_spawnattr_setflags(&attributes, flags);

    error = posix_spawn(child, path, &actions, &attributes, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    close(ends[1]);
    if (error) {
        close(ends[0]);
        return error;
    }
    *connection = ends[0];
    return 0;
}

static int limit(int what, uint64_t most) {
    struct rlimit value = {.rlim_cur = most, .rlim_max = most};
    return setrlimit(what, &value) ? errno : 0;
}

#ifdef __linux__
#if defined(__x86_64__)
#define THIS_MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_MACHINE AUDIT_ARCH_AARCH64
#endif

#define REFUSE(name) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)

/// Refuses the calls by which code that took over a decoder could reach files, the network or the server that started it.
static void refuse_calls(void) {
#ifdef THIS_MACHINE
    struct sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, THIS_MACHINE, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
#ifdef __x86_64__
        // The x32 numbers of the same calls.
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        REFUSE(open),
        REFUSE(creat),
        REFUSE(fork),
        REFUSE(vfork),
        REFUSE(unlink),
        REFUSE(rename),
#endif
        REFUSE(openat),
        REFUSE(openat2),
        REFUSE(unlinkat),
        REFUSE(renameat2),
        REFUSE(execve),
        REFUSE(execveat),
        REFUSE(socket),
        REFUSE(socketpair),
        REFUSE(connect),
        REFUSE(kill),
        REFUSE(tkill),
        REFUSE(tgkill),
        REFUSE(rt_sigqueueinfo),
        REFUSE(ptrace),
        REFUSE(process_vm_readv),
        REFUSE(process_vm_writev),
        REFUSE(pidfd_open),
        REFUSE(pidfd_getfd),
        REFUSE(io_uring_setup),
        REFUSE(bpf),
        REFUSE(perf_event_open),
        REFUSE(userfaultfd),
        REFUSE(keyctl),
        REFUSE(shmget),
        REFUSE(mount),
        REFUSE(prlimit64),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = sizeof(rules) / sizeof(rules[0]), .filter = rules};
    // A kernel built without it still holds the limits above.
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
#endif
}
#endif

int cposix_give_up_rights(uint64_t memory_bytes, uint64_t cpu_seconds, unsigned wall_seconds) {
    int error = 0;
    alarm(wall_seconds);
#ifdef __linux__
    // One heap, since every further one reserves 64 MB of the address space that is limited here.
    mallopt(M_ARENA_MAX, 1);
    prctl(PR_SET_DUMPABLE, 0);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) error = errno;
#endif
    int each[] = {
        limit(RLIMIT_CORE, 0), limit(RLIMIT_FSIZE, 0), limit(RLIMIT_NOFILE, 0), limit(RLIMIT_CPU, cpu_seconds), limit(RLIMIT_AS, memory_bytes),
    };
    for (size_t index = 0; index < sizeof(each) / sizeof(each[0]); index++) {
        if (!error) error = each[index];
    }
#ifdef __linux__
    refuse_calls();
#endif
    return error;
}
