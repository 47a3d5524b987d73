import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

import type { Figures } from './figures'

/** What a desk is measured by, in Prometheus' text form. */
export type Meter = {
  /** Counts an answered request; `route` is a name of the routes table, or 'none'. */
  answered: (request: { route: string; status: number; seconds: number }) => void
  /** The page a Prometheus reads, and its media type. */
  page: () => Promise<{ text: string; mediaType: string }>
}

/** Makes a meter; `figures` is asked at every reading. */
export const createMeter = (figures: () => Promise<Figures>): Meter => {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({ name: 'stet_request_seconds', help: 'Time until a request was answered, by route and status.', labelNames: ['route', 'status'], buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10, 30], registers })
  const pieces = new Gauge({ name: 'stet_pieces', help: 'Pieces at the desk, by state.', labelNames: ['state'], registers })
  const failed = new Gauge({ name: 'stet_publications_failed', help: 'Publications that failed and wait for somebody.', registers })
  const queued = new Gauge({ name: 'stet_publications_queued', help: 'Publications that wait for their time or the next try, or are being sent.', registers })
  const ahead = new Gauge({ name: 'stet_clock_ahead_seconds', help: 'How far this process\'s clock is before the database\'s, where that is minutes.', registers })
  const ledger = new Gauge({ name: 'stet_ledger_lines', help: 'Lines in the ledger.', registers })
  const behind = new Gauge({ name: 'stet_ledger_lines_not_in_tables', help: 'Lines of the ledger that the tables do not hold yet.', registers })
  const listeners = new Gauge({ name: 'stet_change_listeners', help: 'Listeners told of changes by this process.', registers })
  return {
    answered: ({ route, status, seconds }) => requests.labels(route, String(status)).observe(seconds),
    page: async () => {
      const now = await figures()
      pieces.reset() // A state nobody is in any more must not keep its last count.
      for (const [state, count] of Object.entries(now.pieces)) pieces.labels(state).set(count)
      failed.set(now.failedPublications)
      queued.set(now.queuedPublications)
      ahead.set(now.clockAhead)
      ledger.set(now.ledger)
      behind.set(Math.max(0, now.ledger - now.projected))
      listeners.set(now.listeners)
      return { text: await registry.metrics(), mediaType: registry.contentType }
    },
  }
}
