// Loaded into what the runner starts: when the runner is killed, the whole group ends with it.
if (process.env.LINLI_TEST_RUNNER === String(process.ppid)) {
  process.once('disconnect', () => process.kill(-process.pid, 'SIGKILL'))
  process.channel?.unref()
}
