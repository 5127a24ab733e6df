// Loaded into the server before anything else: when the launcher is killed the server must not
// stay behind on its port. It ends the way it ends for an operator.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
