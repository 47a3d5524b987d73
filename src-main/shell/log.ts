import { join } from 'node:path'
import logging from 'electron-log/node'

import type { Details } from '../../src-shared/outcome'
import type { Log } from './host'

const LARGEST = 1_000_000

/**
 * A log in `<home>/logs/<name>.log`: one line an event, words and details as JSON, rotated at 1 MB with one older file kept.
 * It goes to the console too when `echo`. The plain Node build of the library, because its Electron one opens a channel of its own to windows.
 */
export const fileLog = (home: string, name: string, echo = false): Log => {
  const logger = logging.create({ logId: name })
  logger.transports.file.resolvePathFn = () => join(home, 'logs', `${name}.log`)
  logger.transports.file.maxSize = LARGEST
  logger.transports.file.level = 'info'
  logger.transports.console.level = echo ? 'info' : false
  const line = (message: string, details: Details | undefined): string => (details === undefined ? message : `${message} ${JSON.stringify(details)}`)
  return {
    info: (message, details) => logger.info(line(message, details)),
    warn: (message, details) => logger.warn(line(message, details)),
    error: (message, details) => logger.error(line(message, details)),
  }
}
