import { pino, type Logger } from 'pino'

import type { DeskSettings } from '../desk-settings'

/** Structured logs of a desk that runs alone: one JSON object a line on standard error, written before the next step is taken. */
export const deskLog = (level: DeskSettings['logLevel'], version: string): Logger =>
  pino({ level, base: { pid: process.pid, version }, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } }, pino.destination({ dest: 2, sync: true }))
