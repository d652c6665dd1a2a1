/*
 * Counts the I/O calls that a process makes on files below given directories, and strikes at one of
 * them: kills the process, has calls fail with an errno, or changes a file. Loaded with LD_PRELOAD
 * into Node, whose own I/O (libuv) and DuckDB's go through these functions of libc.
 *
 * CRM_FAULT_PATHS  directories or files, separated by ':'; calls on anything else are not counted
 * CRM_FAULT_OPS    classes that count, separated by ','; all unless given:
 *                  open read write sync rename remove truncate make stat
 * CRM_FAULT_AT     number of the call to strike at, from 1; 0 only counts
 * CRM_FAULT_DO     kill      SIGKILL before the call
 *                  killafter SIGKILL after the call
 *                  torn      writes the first half of what a write call was given, then SIGKILL
 *                  short     reads or writes one byte less than asked, once
 *                  once:N    the call fails with errno N
 *                  always:N  the call and all later ones that count fail with errno N
 *                  cut:PATH  truncates PATH to half its size, before the call
 *                  grow:PATH appends the bytes of PATH.more to PATH, before the call
 *                  swap:PATH renames PATH.other over PATH, before the call
 *                  drop:PATH removes PATH, before the call
 *                  copy:DIR  copies the first of the paths to DIR/<number>, before this call and each
 *                            later one: what is there when the process is killed just then
 * CRM_FAULT_TICKET another value than before has all of these read again
 * CRM_FAULT_LOG    file that gets a line for the call struck at, and one with the count at exit
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OPEN = 1, READ = 2, WRITE = 4, SYNC = 8, RENAME = 16, REMOVE = 32, TRUNCATE = 64, MAKE = 128, STAT = 256 };
static const char *const op_names[] = {"open", "read", "write", "sync", "rename", "remove", "truncate", "make", "stat"};

enum act { COUNT, KILL, KILL_AFTER, TORN, SHORT, ONCE, ALWAYS, CUT, GROW, SWAP, DROP, COPY };

static char paths[4096];
static const char *log_file;
static const char *subject = "";
static int op_mask = 0x1ff;
static long strike_at;
static enum act act = COUNT;
static int act_errno;
static atomic_long calls;
static int ready;
static long (*raw)(long, ...);

#define REAL(name) \
  static __typeof__(&name) real; \
  if (real == NULL) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static void note(const char *format, ...) {
  if (log_file == NULL) return;
  char line[PATH_MAX + 200];
  va_list args;
  va_start(args, format);
  int length = vsnprintf(line, sizeof line, format, args);
  va_end(args);
  int fd = (int)raw(SYS_openat, AT_FDCWD, log_file, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (fd < 0) return;
  raw(SYS_write, fd, line, (size_t)length);
  raw(SYS_close, fd);
}

static void read_action(const char *text) {
  static const struct { const char *name; enum act act; } plain[] = {
      {"kill", KILL}, {"killafter", KILL_AFTER}, {"torn", TORN}, {"short", SHORT}};
  static const struct { const char *name; enum act act; } with_path[] = {
      {"cut:", CUT}, {"grow:", GROW}, {"swap:", SWAP}, {"drop:", DROP}, {"copy:", COPY}};
  for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
    if (strcmp(text, plain[i].name) == 0) act = plain[i].act;
  for (size_t i = 0; i < sizeof with_path / sizeof *with_path; i++)
    if (strncmp(text, with_path[i].name, strlen(with_path[i].name)) == 0) {
      act = with_path[i].act;
      subject = text + strlen(with_path[i].name);
    }
  if (sscanf(text, "once:%d", &act_errno) == 1) act = ONCE;
  if (sscanf(text, "always:%d", &act_errno) == 1) act = ALWAYS;
}

static char ticket[32];

static void read_settings(void) {
  ready = 0;
  act = COUNT;
  act_errno = 0;
  op_mask = 0x1ff;
  atomic_store(&calls, 0);
  const char *given = getenv("CRM_FAULT_PATHS");
  if (given == NULL || *given == '\0') return;
  snprintf(paths, sizeof paths, "%s", given);
  log_file = getenv("CRM_FAULT_LOG");
  const char *ops = getenv("CRM_FAULT_OPS");
  if (ops != NULL && *ops != '\0') {
    op_mask = 0;
    for (size_t i = 0; i < sizeof op_names / sizeof *op_names; i++)
      if (strstr(ops, op_names[i]) != NULL) op_mask |= 1 << i;
  }
  const char *at = getenv("CRM_FAULT_AT");
  strike_at = at == NULL ? 0 : atol(at);
  const char *what = getenv("CRM_FAULT_DO");
  if (what != NULL) read_action(what);
  ready = 1;
}

__attribute__((constructor)) static void start(void) {
  raw = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
  read_settings();
}

/* A process that runs many trials asks for the next one's settings with a new ticket. */
static void look_for_ticket(void) {
  const char *given = getenv("CRM_FAULT_TICKET");
  if (given == NULL || strcmp(given, ticket) == 0) return;
  snprintf(ticket, sizeof ticket, "%s", given);
  read_settings();
}

__attribute__((destructor)) static void finish(void) {
  if (ready) note("calls %ld\n", atomic_load(&calls));
}

static int below(const char *path) {
  char copy[sizeof paths];
  memcpy(copy, paths, sizeof paths);
  char *rest = NULL;
  for (char *one = strtok_r(copy, ":", &rest); one != NULL; one = strtok_r(NULL, ":", &rest))
    if (strncmp(path, one, strlen(one)) == 0) return 1;
  return 0;
}

static int path_counts(const char *path, char *full) {
  if (path[0] == '/') {
    snprintf(full, PATH_MAX, "%s", path);
  } else {
    char here[PATH_MAX];
    if (raw(SYS_getcwd, here, sizeof here) < 0) return 0;
    snprintf(full, PATH_MAX, "%.2000s/%.2000s", here, path);
  }
  return below(full);
}

static int fd_counts(int fd, char *full) {
  char link[40];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  long length = raw(SYS_readlinkat, AT_FDCWD, link, full, (size_t)PATH_MAX - 1);
  if (length <= 0) return 0;
  full[length] = '\0';
  return full[0] == '/' && below(full);
}

static void change_subject(void) {
  char other[PATH_MAX];
  struct stat found;
  if (act == CUT && stat(subject, &found) == 0) raw(SYS_truncate, subject, found.st_size / 2);
  if (act == DROP) raw(SYS_unlinkat, AT_FDCWD, subject, 0);
  if (act == SWAP) {
    snprintf(other, sizeof other, "%s.other", subject);
    raw(SYS_renameat, AT_FDCWD, other, AT_FDCWD, subject);
  }
  if (act == GROW) {
    char bytes[65536];
    snprintf(other, sizeof other, "%s.more", subject);
    int from = (int)raw(SYS_openat, AT_FDCWD, other, O_RDONLY, 0);
    int to = (int)raw(SYS_openat, AT_FDCWD, subject, O_WRONLY | O_APPEND, 0);
    for (long n; (n = raw(SYS_read, from, bytes, sizeof bytes)) > 0;) raw(SYS_write, to, bytes, (size_t)n);
    raw(SYS_close, from);
    raw(SYS_close, to);
  }
}

/* Another process copies, so that no handle of this one is opened and closed. */
static void copy_state(long number) {
  char from[PATH_MAX], to[PATH_MAX];
  snprintf(from, sizeof from, "%s", paths);
  char *end = strchr(from, ':');
  if (end != NULL) *end = '\0';
  snprintf(to, sizeof to, "%s/%ld", subject, number);
  char *const args[] = {"cp", "-r", from, to, NULL};
  char *const env[] = {"PATH=/usr/bin:/bin", NULL};
  pid_t child;
  if (posix_spawnp(&child, "cp", NULL, NULL, args, env) == 0) waitpid(child, NULL, 0);
}

/* What a call is to do. */
struct verdict { int fails; int torn; int shortened; int kill_after; };

static struct verdict judge(int op, const char *path) {
  struct verdict verdict = {0};
  if ((op & op_mask) == 0) return verdict;
  long number = atomic_fetch_add(&calls, 1) + 1;
  if (strike_at == 0 || number < strike_at) return verdict;
  if (act == COPY) {
    static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&one_at_a_time);
    copy_state(number);
    pthread_mutex_unlock(&one_at_a_time);
    return verdict;
  }
  if (number > strike_at) {
    verdict.fails = act == ALWAYS;
    return verdict;
  }
  note("struck %ld %s %s\n", number, op_names[__builtin_ctz((unsigned)op)], path);
  switch (act) {
    case KILL: raw(SYS_kill, getpid(), SIGKILL); break;
    case KILL_AFTER: verdict.kill_after = 1; break;
    case TORN:
      if (op == WRITE) verdict.torn = 1;
      else raw(SYS_kill, getpid(), SIGKILL);
      break;
    case SHORT: verdict.shortened = 1; break;
    case ONCE: case ALWAYS: verdict.fails = 1; break;
    case CUT: case GROW: case SWAP: case DROP: change_subject(); break;
    case COUNT: case COPY: break;
  }
  return verdict;
}

static struct verdict judge_path(int op, const char *path) {
  char full[PATH_MAX];
  struct verdict none = {0};
  look_for_ticket();
  return ready && path != NULL && path_counts(path, full) ? judge(op, full) : none;
}

static struct verdict judge_fd(int op, int fd) {
  char full[PATH_MAX];
  struct verdict none = {0};
  look_for_ticket();
  return ready && fd_counts(fd, full) ? judge(op, full) : none;
}

#define DIE raw(SYS_kill, getpid(), SIGKILL)
#define RUN(judged, failure, call)                                    \
  do {                                                                \
    struct verdict v_ = (judged);                                     \
    if (v_.fails) { errno = act_errno; return failure; }              \
    __typeof__(call) result_ = (call);                                \
    if (v_.kill_after) DIE;                                           \
    return result_;                                                   \
  } while (0)

static int mode_of(int flags, va_list args) {
  return (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(args, int) : 0;
}

#define OPENS(name)                                                   \
  int name(const char *path, int flags, ...) {                        \
    REAL(name);                                                       \
    va_list args;                                                     \
    va_start(args, flags);                                            \
    int mode = mode_of(flags, args);                                  \
    va_end(args);                                                     \
    RUN(judge_path(OPEN, path), -1, real(path, flags, mode));         \
  }
OPENS(open)
OPENS(open64)

DIR *opendir(const char *path) {
  REAL(opendir);
  RUN(judge_path(OPEN, path), NULL, real(path));
}

static ssize_t moved(struct verdict v, int fd, size_t size, ssize_t (*go)(int, size_t, void *), void *with) {
  if (v.fails) { errno = act_errno; return -1; }
  if (v.torn) { go(fd, size / 2, with); DIE; }
  ssize_t done = go(fd, v.shortened && size > 1 ? size - 1 : size, with);
  if (v.kill_after) DIE;
  return done;
}

struct span { void *bytes; off64_t at; };
static ssize_t go_read(int fd, size_t size, void *with) { return raw(SYS_read, fd, ((struct span *)with)->bytes, size); }
static ssize_t go_write(int fd, size_t size, void *with) { return raw(SYS_write, fd, ((struct span *)with)->bytes, size); }
static ssize_t go_pread(int fd, size_t size, void *with) {
  struct span *span = with;
  return raw(SYS_pread64, fd, span->bytes, size, span->at);
}
static ssize_t go_pwrite(int fd, size_t size, void *with) {
  struct span *span = with;
  return raw(SYS_pwrite64, fd, span->bytes, size, span->at);
}

ssize_t read(int fd, void *bytes, size_t size) {
  struct span span = {bytes, 0};
  return moved(judge_fd(READ, fd), fd, size, go_read, &span);
}
ssize_t write(int fd, const void *bytes, size_t size) {
  struct span span = {(void *)bytes, 0};
  return moved(judge_fd(WRITE, fd), fd, size, go_write, &span);
}
ssize_t pread(int fd, void *bytes, size_t size, off_t at) {
  struct span span = {bytes, at};
  return moved(judge_fd(READ, fd), fd, size, go_pread, &span);
}
ssize_t pread64(int fd, void *bytes, size_t size, off64_t at) {
  struct span span = {bytes, at};
  return moved(judge_fd(READ, fd), fd, size, go_pread, &span);
}
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) {
  struct span span = {(void *)bytes, at};
  return moved(judge_fd(WRITE, fd), fd, size, go_pwrite, &span);
}
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) {
  struct span span = {(void *)bytes, at};
  return moved(judge_fd(WRITE, fd), fd, size, go_pwrite, &span);
}

#define VECTORS(name, op, args)                              \
  {                                                                   \
    REAL(name);                                                       \
    RUN(judge_fd(op, fd), -1, real args);                             \
  }
ssize_t readv(int fd, const struct iovec *parts, int count) VECTORS(readv, READ, (fd, parts, count))
ssize_t writev(int fd, const struct iovec *parts, int count) VECTORS(writev, WRITE, (fd, parts, count))
ssize_t preadv64(int fd, const struct iovec *parts, int count, off64_t at) VECTORS(preadv64, READ, (fd, parts, count, at))
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) VECTORS(pwritev64, WRITE, (fd, parts, count, at))

int fsync(int fd) { REAL(fsync); RUN(judge_fd(SYNC, fd), -1, real(fd)); }
int fdatasync(int fd) { REAL(fdatasync); RUN(judge_fd(SYNC, fd), -1, real(fd)); }
int ftruncate(int fd, off_t size) { REAL(ftruncate); RUN(judge_fd(TRUNCATE, fd), -1, real(fd, size)); }
int ftruncate64(int fd, off64_t size) { REAL(ftruncate64); RUN(judge_fd(TRUNCATE, fd), -1, real(fd, size)); }
int fallocate(int fd, int mode, off_t at, off_t size) { REAL(fallocate); RUN(judge_fd(TRUNCATE, fd), -1, real(fd, mode, at, size)); }
int rename(const char *from, const char *to) { REAL(rename); RUN(judge_path(RENAME, to), -1, real(from, to)); }
int unlink(const char *path) { REAL(unlink); RUN(judge_path(REMOVE, path), -1, real(path)); }
int rmdir(const char *path) { REAL(rmdir); RUN(judge_path(REMOVE, path), -1, real(path)); }
int remove(const char *path) { REAL(remove); RUN(judge_path(REMOVE, path), -1, real(path)); }
int mkdir(const char *path, mode_t mode) { REAL(mkdir); RUN(judge_path(MAKE, path), -1, real(path, mode)); }
int chmod(const char *path, mode_t mode) { REAL(chmod); RUN(judge_path(MAKE, path), -1, real(path, mode)); }
int access(const char *path, int mode) { REAL(access); RUN(judge_path(STAT, path), -1, real(path, mode)); }
char *realpath(const char *path, char *resolved) { REAL(realpath); RUN(judge_path(STAT, path), NULL, real(path, resolved)); }
ssize_t sendfile64(int to, int from, off64_t *at, size_t size) { REAL(sendfile64); RUN(judge_fd(WRITE, to), -1, real(to, from, at, size)); }

/* libuv asks for the state of a file, and copies, by raw system calls. */
long syscall(long number, ...) {
  va_list args;
  va_start(args, number);
  long a = va_arg(args, long), b = va_arg(args, long), c = va_arg(args, long);
  long d = va_arg(args, long), e = va_arg(args, long), f = va_arg(args, long);
  va_end(args);
  if (raw == NULL) raw = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
  if (number == SYS_statx && ((const char *)b)[0] != '\0') RUN(judge_path(STAT, (const char *)b), -1L, raw(number, a, b, c, d, e, f));
  if (number == SYS_copy_file_range) RUN(judge_fd(WRITE, (int)c), -1L, raw(number, a, b, c, d, e, f));
  return raw(number, a, b, c, d, e, f);
}
