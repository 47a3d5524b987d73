import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'

/** Something the screen on show can do: its id, its words, and the key that does it. */
export type ScreenAct = { id: string; label: string; keys: string; run: () => void }

const NONE: readonly ScreenAct[] = []
let current: readonly ScreenAct[] = NONE
const listeners = new Set<() => void>()
const put = (acts: readonly ScreenAct[]): void => {
  current = acts
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Names what this screen can do, for as long as it is shown. Told anew only when the words change. */
export const useOfferActs = (acts: readonly ScreenAct[]): void => {
  const run = useEffectEvent((id: string): void => acts.find((act) => act.id === id)?.run())
  const said = acts.map(({ id, label, keys }) => `${id}\t${label}\t${keys}`).join('\n')
  useEffect(() => {
    const offered = said === '' ? NONE : said.split('\n').map((line): ScreenAct => {
      const [id = '', label = '', keys = ''] = line.split('\t')
      return { id, label, keys, run: () => run(id) }
    })
    put(offered)
    return () => {
      if (current === offered) put(NONE)
    }
  }, [said])
}

/** What the screen on show can do. */
export const useScreenActs = (): readonly ScreenAct[] => useSyncExternalStore(subscribe, () => current)
