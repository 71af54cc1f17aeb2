/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program for the kernel's filter; see seccomp(2). */
#include "vifte/no_processes.h"

#include <errno.h>
#include <glib.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef ARCHITECTURE

#define LOAD(member) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)offsetof(struct seccomp_data, member))
#define RETURN(value) BPF_STMT(BPF_RET | BPF_K, (value))
/* The next instruction where the loaded value is this one, else the one after it. */
#define WHERE(value) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, 1)
#define FORBID(call, error) WHERE(call), RETURN(SECCOMP_RET_ERRNO | (error))

bool no_processes(void)
{
    struct sock_filter program[] = {
        LOAD(arch),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
        RETURN(SECCOMP_RET_ERRNO | EPERM),
        LOAD(nr),
#ifdef __X32_SYSCALL_BIT /* the same calls under other numbers, which some kernels know */
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, __X32_SYSCALL_BIT, 0, 1),
        RETURN(SECCOMP_RET_ERRNO | EPERM),
#endif
#ifdef SYS_fork
        FORBID(SYS_fork, EPERM),
        FORBID(SYS_vfork, EPERM),
#endif
        FORBID(SYS_clone3, ENOSYS), /* its flags lie in memory; the C library takes clone() then */
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 1, 0),
        RETURN(SECCOMP_RET_ALLOW),
        LOAD(args[0]), /* the flags: their lower half, on machines with the lower byte first */
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1),
        RETURN(SECCOMP_RET_ALLOW),
        RETURN(SECCOMP_RET_ERRNO | EPERM),
    };
    struct sock_fprog filter = {.len = G_N_ELEMENTS(program), .filter = program};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) == 0;
}

#else

bool no_processes(void)
{
    return false;
}

#endif
