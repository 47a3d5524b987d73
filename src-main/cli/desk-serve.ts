import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'

import { failed, failureOf, ok, valueOf, type Outcome } from '../../src-shared/outcome'
import type { Desk } from '../desk/desk'
import { createFront, metricsAnswer } from '../desk/front'
import { createMeter } from '../desk/meter'
import { listen, type Listening, type Tls } from '../desk/standalone'
import type { DeskSettings } from '../desk-settings'

const readTls = async (tls: DeskSettings['tls']): Promise<Outcome<Tls | null>> => {
  if (!tls) return ok(null)
  try {
    return ok({ cert: await readFile(tls.cert, 'utf8'), key: await readFile(tls.key, 'utf8') })
  } catch (error) {
    return failed('certificate-unsuitable', `The certificate or its key cannot be read: ${failureOf(error).message}`, { reason: failureOf(error).message })
  }
}

const untilStopped = (): Promise<NodeJS.Signals> =>
  new Promise((resolve) => {
    // Told twice (by a launcher and by the system), it stops once; a second Ctrl-C ends it at once.
    process.on('SIGTERM', resolve)
    process.once('SIGINT', resolve)
  })

/** Takes a renewed certificate when told to (SIGHUP); one that does not fit is logged and the old one stays. */
const renewOnHangUp = (listening: Listening, tls: DeskSettings['tls'], log: Logger): (() => void) => {
  const renew = (): void => {
    void readTls(tls).then((read) => {
      try {
        const next = valueOf(read)
        if (next) listening.renew(next)
        log.info('The certificate was renewed')
      } catch (error) {
        log.error({ reason: failureOf(error).message }, 'The certificate was not renewed')
      }
    })
  }
  process.on('SIGHUP', renew)
  return () => process.off('SIGHUP', renew)
}

export type ServeOptions = { desk: Desk; settings: DeskSettings; host: string; port: number; log: Logger; listening: (url: string) => void }

/** Serves a desk until the process is told to stop; then readiness ends first, running requests finish, and the ports are let go. Refuses as `listen` does. */
export const serveDesk = async ({ desk, settings, host, port, log, listening: said }: ServeOptions): Promise<Outcome<null>> => {
  const tls = await readTls(settings.tls)
  if (!tls.ok) return tls
  const report = log.warn.bind(log)
  const meter = createMeter(desk.figures)
  const tell = (message: string, details: object): void => report(details, message)
  const front = createFront({ desk, proxies: settings.proxies, metrics: settings.metrics.here, meter, note: (note) => log.info(note, 'request'), report: tell })
  const listening = await listen(front, { host, port, tls: tls.value, attach: desk.attachLive })
  if (!listening.ok) return listening
  const stopped = untilStopped()
  const stopRenewing = settings.tls ? renewOnHangUp(listening.value, settings.tls, log) : () => undefined
  const apart = settings.metrics.port === null ? null : await listen(async (request) => (new URL(request.url).pathname === '/metrics' ? metricsAnswer(meter, tell) : new Response('', { status: 404 })), { host: '127.0.0.1', port: settings.metrics.port })
  if (apart && !apart.ok) {
    await listening.value.close()
    return apart
  }
  log.info({ url: listening.value.url, metrics: apart?.value.url ?? '', tls: settings.tls !== null, store: settings.store === null ? 'folder' : 's3', database: settings.databaseUrl === null ? 'sqlite' : 'postgresql' }, 'listening')
  said(listening.value.url)
  const signal = await stopped
  log.info({ signal }, 'stopping')
  await Promise.all([desk.stop(), pause(settings.drainSeconds * 1000)])
  await Promise.all([listening.value.close(settings.stopSeconds), apart?.value.close(settings.stopSeconds)])
  stopRenewing()
  log.info('stopped')
  return ok(null)
}
