import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

import type { KeptEntry } from '../../src-shared/bridge/live'
import { failed } from '../../src-shared/outcome'
import { bench } from '../bench'
import { useApp } from '../ui/app-state'
import { useAsk } from '../ui/ask'
import { everybodyOut } from './everybody-out'

/** Milliseconds: how long kept words have to reach the desk, and when it is tried again where they did not. */
const PACE = { within: 60_000, again: 60_000 } as const

// Loaded only where something is kept: most windows begin without.
const pieces = () => import('./open-piece')

/** Brings what is kept to the desk without a room; false where it stays kept. */
const send = async ({ id, keeping }: KeptEntry, name: string): Promise<boolean> => {
  const opened = await (await pieces()).openKept({ id, name, keeping, kept: true })
  if (!opened?.ok) return false
  const piece = opened.value
  await piece.stored(PACE.within)
  await piece.keep()
  await piece.close()
  return piece.standing().keptAt === null
}

/** Where the desk takes no live sessions any more, what was kept of one goes among the kept versions, for somebody to look at. */
const putAside = async ({ id, keeping }: KeptEntry, name: string): Promise<boolean> => {
  const opened = await (await pieces()).openKept({ id, name, keeping, kept: true, offered: false })
  if (!opened?.ok) return false
  const content = opened.value.session.content()
  await opened.value.close()
  if (!content.ok) return false
  const { code } = failed('live-off', 'The desk takes no live sessions.')
  return (await bench.ask('live.setAside', { id, keeping, ...content.value, generation: 0, code })).ok
}

/** Looks after words that only this machine has: sends them when the desk is there and no room does it. Once in the window. */
export const useKeptLive = (): void => {
  const { person, connection, newsroom } = useApp()
  const client = useQueryClient()
  const [round, setRound] = useState(0)
  const offered = newsroom?.live ?? null
  const online = connection.state === 'online'
  const kept = useAsk('live.kept', null, { enabled: connection.state !== 'embedded' }).data
  useEffect(() => {
    if (!online || offered === null || !kept?.length) return undefined
    const wanted = new AbortController()
    const timer = setTimeout(() => setRound((count) => count + 1), PACE.again)
    void (async () => {
      const { isEntered } = await pieces()
      let gone = false
      // A room brings its own; another window's are held by that.
      for (const entry of kept) if (!wanted.signal.aborted && !isEntered(entry.id)) gone = (await (offered ? send : putAside)(entry, person.name)) || gone
      if (gone) void client.invalidateQueries({ queryKey: ['live.kept'] })
    })()
    return () => {
      wanted.abort()
      clearTimeout(timer)
    }
  }, [online, offered, kept, person.name, client, round])
  useEffect(() => everybodyOut, [])
}
