import type { Log } from '../shell/host'

/** Logs to standard error, so that standard output stays what the person asked for. */
export const consoleLog: Log = {
  info: () => undefined,
  warn: (message, details) => console.error(`warning: ${message}`, details ?? ''),
  error: (message, details) => console.error(`error: ${message}`, details ?? ''),
}
