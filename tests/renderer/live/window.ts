import { outgoing } from '../../../src-main/workstation/live-frame'
import type { BridgePort } from '../../../src-shared/bridge/port'
import type { Input, Method, Output } from '../../../src-shared/bridge/contract'
import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import { makeLine, tokenOf, type Process } from '../../main/desk/live/room'

type Kept = Input<'live.keep'>
const AT = '2026-11-28T08:00:00.000Z'

/** What stands on a workstation's disk, and what it put aside. */
export type Disk = { parts: Map<string, Kept>; aside: Input<'live.setAside'>[]; full: boolean }
export const emptyDisk = (): Disk => ({ parts: new Map(), aside: [], full: false })

/** Puts a host under the window: real lines to a real desk process, as the relay makes them, and a disk in memory. */
export const putHost = (process: () => Process, person: string, disk: Disk): { line: ReturnType<typeof makeLine>; remove: () => void } => {
  const line = makeLine(() => process().url)
  const nameOf = ({ id, keeping }: { id: string; keeping: string }): string => `${id} ${keeping}`
  const answers: { [M in Method]?: (input: Input<M>) => Outcome<Output<M>> } = {
    'live.kept': () => ok([...disk.parts.values()].map(({ id, keeping }) => ({ id, keeping, at: AT }))),
    'live.keep': (input) => {
      if (disk.full) return failed('disk-full', 'full')
      disk.parts.set(nameOf(input), structuredClone(input))
      return ok({ at: AT })
    },
    'live.read': (input) => {
      const kept = disk.parts.get(nameOf(input))
      return kept ? ok({ may: kept.may, part: kept.part, at: AT }) : failed('live-unkept', 'no')
    },
    'live.drop': (input) => {
      disk.parts.delete(nameOf(input))
      return ok(null)
    },
    'live.setAside': (input) => {
      disk.aside.push(input)
      disk.parts.delete(nameOf(input))
      return ok(null)
    },
  }
  const ask = (method: Method, input: unknown): Promise<Outcome<unknown>> => {
    const answer = answers[method] as ((input: unknown) => Outcome<unknown>) | undefined
    return new Promise((resolve) => setTimeout(() => resolve(answer?.(input) ?? failed('bridge-unknown', method)), 2))
  }
  const port: BridgePort = {
    ask: ask as BridgePort['ask'],
    listen: () => () => undefined,
    live: (story, heard) => {
      const own = line.open(heard)
      return { ...own, send: (bytes) => own.send(outgoing(bytes, story, tokenOf(person)) ?? bytes) }
    },
  }
  const before = { window: Reflect.get(globalThis, 'window') as unknown, stet: Reflect.get(globalThis, 'stet') as unknown }
  Object.assign(globalThis, { window: globalThis, stet: port })
  return {
    line,
    remove: () => {
      Object.assign(globalThis, before)
    },
  }
}
