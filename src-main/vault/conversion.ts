import { convert, type Progress, type Treatment } from './convert'
import type { Seal } from './seal'

/** A library on its way from plain to sealed or back, by itself. */
export type Conversion = {
  progress: () => Progress
  /** Undoes what was done: it goes the other way from here. */
  turnBack: () => void
  /** Stops where it is, to be gone on with another time; resolves when nothing is written any more. */
  leave: () => Promise<void>
  /** `finished` when all files are of one kind and the seal says so; `left` when it was left. Rejects where a file could not be converted; then both kinds stand and are read. */
  ended: Promise<'finished' | 'left'>
}

type Options = { root: string; seal: Seal; treat: (path: string) => Treatment; writtenAs: (path: string) => string[]; /** Awaited first: whoever still writes there. */ after: Promise<void>; /** It goes the other way now. */ turned: () => void }

/** Converts the way the seal's phase says, and writes the phase it ends in: `sealed`, or no seal at all. */
export const beginConversion = ({ root, seal, treat, writtenAs, after, turned }: Options): Conversion => {
  let progress: Progress = { done: 0, total: 0 }
  let stop = new AbortController()
  let wish: 'leave' | null = null
  const isLeft = (): boolean => wish === 'leave'

  const once = async (): Promise<boolean> => {
    stop = new AbortController()
    const to = seal.phase() === 'unsealing' ? 'plain' : 'sealed'
    const { finished } = await convert({ root, key: seal.key, to, treat, writtenAs, progress: (now) => (progress = now), signal: stop.signal })
    return finished
  }
  const run = async (): Promise<'finished' | 'left'> => {
    await after
    for (;;) {
      if (isLeft()) return 'left'
      if (await once()) break
      if (isLeft()) return 'left'
      await seal.enter(seal.phase() === 'unsealing' ? 'sealing' : 'unsealing')
      turned()
    }
    if (seal.phase() === 'unsealing') await seal.dissolve()
    else await seal.enter('sealed')
    return 'finished'
  }
  const ended = run()
  return {
    progress: () => progress,
    turnBack: () => stop.abort(),
    leave: async () => {
      wish = 'leave'
      stop.abort()
      await ended.catch(() => undefined)
    },
    ended,
  }
}
