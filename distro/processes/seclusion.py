"""The seclusion of a process that works on what people bring: of the system it may ask only what computing takes.

No process is started, no file written, no network opened, no other process touched: a call that is not on the list does
not exist (ENOSYS), so that libraries look for another way. Needs no privilege: libseccomp, which Debian's apt stands on.
"""

from __future__ import annotations

import ctypes
import errno
import os

_ALLOWED = """
    read readv pread64 write writev lseek close fstat newfstatat statx stat lstat fstatfs statfs access faccessat
    faccessat2 readlink readlinkat getdents64 getcwd dup poll ppoll select pselect6 fadvise64
    brk munmap mremap mprotect madvise mincore
    futex set_robust_list get_robust_list rseq set_tid_address sched_yield sched_getaffinity sched_getparam
    sched_getscheduler membarrier exit exit_group gettid getpid getppid
    rt_sigaction rt_sigprocmask rt_sigreturn rt_sigtimedwait sigaltstack restart_syscall setitimer getitimer
    clock_gettime clock_getres clock_nanosleep gettimeofday nanosleep time times
    getrandom getrusage getrlimit setrlimit sysinfo uname getuid geteuid getgid getegid getcpu arch_prctl
"""

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_CLONE_THREAD = 0x10000
_MAP_SHARED, _MAP_ANONYMOUS = 0x01, 0x20
# A descriptor is only looked at or kept from children: F_SETOWN and F_SETSIG would have the system kill others, and
# TIOCSTI types into a terminal.
_FCNTL = (1, 2, 3, 1030)  # F_GETFD F_SETFD F_GETFL F_DUPFD_CLOEXEC
_IOCTL = (0x5401, 0x5451)  # TCGETS FIOCLEX
_PR_SET_NAME = 15

_ALLOW = 0x7FFF0000
_ERRNO = 0x00050000
_TSYNC = 4
_EQUAL, _MASKED_EQUAL = 4, 7


class _Argument(ctypes.Structure):
    """scmp_arg_cmp: which argument of the call, compared how, with what."""

    _fields_ = (("at", ctypes.c_uint), ("how", ctypes.c_int), ("one", ctypes.c_uint64), ("other", ctypes.c_uint64))


_ON_CONDITION = (
    ("open", _Argument(1, _MASKED_EQUAL, _WRITING, 0)),
    ("openat", _Argument(2, _MASKED_EQUAL, _WRITING, 0)),
    ("clone", _Argument(0, _MASKED_EQUAL, _CLONE_THREAD, _CLONE_THREAD)),
    ("prlimit64", _Argument(0, _EQUAL, 0, 0)),
    ("prctl", _Argument(0, _EQUAL, _PR_SET_NAME, 0)),
    *(("fcntl", _Argument(1, _EQUAL, command, 0)) for command in _FCNTL),
    *(("ioctl", _Argument(1, _MASKED_EQUAL, 0xFFFFFFFF, request)) for request in _IOCTL),
    # Shared memory without a file could be held without being counted as this process's.
    ("mmap", _Argument(3, _MASKED_EQUAL, _MAP_SHARED, 0)),
    ("mmap", _Argument(3, _MASKED_EQUAL, _MAP_ANONYMOUS, 0)),
)


class UnsecludedError(Exception):
    """The system cannot seclude a process: it lacks a Debian `package`, or gives a `reason`."""

    def __init__(self, *, package: str = "", reason: str = "") -> None:
        super().__init__(package or reason)
        self.package = package
        self.reason = reason


def enter() -> None:
    """Seclude this process, all its threads, for good; UnsecludedError where the system cannot."""
    try:
        library = ctypes.CDLL("libseccomp.so.2")
    except OSError:
        raise UnsecludedError(package="libseccomp2") from None
    library.seccomp_init.restype = ctypes.c_void_p
    rules = ctypes.c_void_p(library.seccomp_init(_ERRNO | errno.ENOSYS))
    # abort() is a signal to oneself.
    itself = _Argument(0, _EQUAL, os.getpid(), 0)
    asked = [(name, None) for name in _ALLOWED.split()]
    for name, argument in (*asked, *_ON_CONDITION, ("tgkill", itself)):
        call = library.seccomp_syscall_resolve_name(name.encode())
        compared = (argument,) if argument else ()
        # A call this processor's system does not have (open, on arm64) cannot be allowed either.
        library.seccomp_rule_add_array(
            rules, ctypes.c_uint32(_ALLOW), call, len(compared), (_Argument * len(compared))(*compared)
        )
    library.seccomp_attr_set(rules, _TSYNC, 1)
    problem = library.seccomp_load(rules)
    library.seccomp_release(rules)
    if problem:
        raise UnsecludedError(reason=os.strerror(-problem))
