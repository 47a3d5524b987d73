import { QueryClient, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useEffect } from 'react'

import type { Input, Method, Output } from '../../src-shared/bridge/contract'
import type { HostEvent } from '../../src-shared/bridge/events'
import { Fault } from '../../src-shared/outcome'
import { bench } from '../bench'

/** One client for the window. Answers stay until the host says they changed; the browser's idea of "online" is never consulted. */
export const makeQueryClient = (): QueryClient =>
  new QueryClient({ defaultOptions: { queries: { networkMode: 'always', retry: false, staleTime: Infinity, gcTime: 600_000 }, mutations: { networkMode: 'always' } } })

const read = async <M extends Method>(method: M, input: Input<M>): Promise<Output<M>> => {
  const outcome = await bench.ask(method, input)
  if (!outcome.ok) throw new Fault(outcome.code, outcome.message, outcome.details)
  return outcome.value
}

/** Reads through the bench and keeps the answer under [method, input]. A refusal arrives as `error`, a Fault. */
export const useAsk = <M extends Method>(method: M, input: Input<M>, options: { enabled?: boolean; refetchInterval?: number | false; /** 0 for what is asked anew each time it is shown. */ gcTime?: number } = {}): UseQueryResult<Output<M>> =>
  useQuery({ queryKey: [method, input], queryFn: () => read(method, input), ...options })

const TOUCHES: Record<Exclude<HostEvent['type'], 'command' | 'settle'>, Method[]> = {
  appChanged: ['app.state', 'place.state', 'batch.state'],
  libraryChanged: ['library.list', 'history.list'],
  searchChanged: ['library.search'],
  placeChanged: ['place.state'],
  batchChanged: ['batch.state'],
  outboxChanged: ['outbox.list', 'library.list', 'app.state'],
  listsChanged: ['house.lists', 'house.versions'],
  deskChanged: ['desk.pieces', 'desk.piece', 'desk.working', 'desk.keptWorkings', 'live.kept', 'desk.policies', 'desk.delegations', 'desk.colleagues', 'people.members', 'destinations.list', 'hooks.list', 'statistics.read', 'library.list', 'app.state'],
}

/**
 * Marks a method's answers as old, so that what is on screen is read again. An answer that is still on its way for the first time may be older than the news, and would be let stand as
 * it comes: it is read again once it is there.
 */
const outdate = (client: QueryClient, method: Method): void => {
  const underway = client.getQueryCache().findAll({ queryKey: [method], predicate: ({ state }) => state.data === undefined && state.fetchStatus === 'fetching' })
  void client.invalidateQueries({ queryKey: [method] })
  for (const { promise, queryKey } of underway) promise?.then(() => client.invalidateQueries({ queryKey, exact: true })).catch(() => undefined)
}

/** Marks the answers of these methods as old, so that what is on screen is read again. */
export const useReread = (): ((...methods: Method[]) => void) => {
  const client = useQueryClient()
  return (...methods) => {
    for (const method of methods) outdate(client, method)
  }
}

/** How long news is gathered that comes in swarms, in milliseconds. */
const GATHERED = 300

/** Reads again what the host says has changed. Autosave makes many `libraryChanged`, a busy desk many `deskChanged`: those are gathered, the desk's after the first, which is told at once. */
export const useHostEvents = (client: QueryClient, command: (name: Extract<HostEvent, { type: 'command' }>['command']) => void): void => {
  useEffect(() => {
    const due = new Set<Method>()
    let timer: ReturnType<typeof setTimeout> | undefined
    let heardDesk = -Infinity
    const isSwarm = (type: HostEvent['type']): boolean => {
      if (type !== 'deskChanged') return type === 'libraryChanged'
      const before = heardDesk
      heardDesk = performance.now()
      return heardDesk - before < GATHERED
    }
    const flush = (): void => {
      timer = undefined
      for (const method of due) outdate(client, method)
      due.clear()
    }
    const stop = bench.listen((event) => {
      if (event.type === 'command') { command(event.command); return; }
      if (event.type === 'settle') return
      for (const method of TOUCHES[event.type]) due.add(method)
      if (isSwarm(event.type)) timer ??= setTimeout(flush, GATHERED)
      else {
        clearTimeout(timer)
        flush()
      }
    })
    // Nobody listened until now (somebody was signing in, or another screen stood here): what is cached may be old.
    for (const method of Object.values(TOUCHES).flat()) void client.invalidateQueries({ queryKey: [method] })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [client, command])
}
