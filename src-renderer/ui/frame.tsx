import { useHotkeys, useMediaQuery } from '@mantine/hooks'
import { spotlight } from '@mantine/spotlight'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { HostEvent } from '../../src-shared/bridge/events'
import { ListsScreen } from '../house/lists/lists-screen'
import { PolicyScreen } from '../house/policy-screen'
import { LibraryScreen } from '../library/library-screen'
import { LibraryDoor } from '../library/open-elsewhere'
import { PlaceBanner } from '../library/place-banner'
import { useKeptLive } from '../live/use-kept-live'
import { PublishedScreen } from '../published/published-screen'
import { PieceScreen } from '../review/piece-screen'
import { QueueScreen } from '../review/queue-screen'
import { useNews } from '../review/use-news'
import { useActivity } from '../seal/activity'
import { useLock } from '../seal/lock'
import { DestinationsScreen } from '../settings/destinations/destinations-screen'
import { HooksScreen } from '../settings/hooks/hooks-screen'
import { PeopleScreen } from '../settings/people/people-screen'
import { SettingsScreen } from '../settings/settings-screen'
import { StatisticsScreen } from '../statistics/statistics-screen'
import { isEditor, useApp } from './app-state'
import { useHostEvents } from './ask'
import classes from './frame.module.css'
import { useGoKeys } from './keys'
import { Palette } from './palette'
import { Patient } from './patient'
import { Rail } from './rail'
import { go, useRoute, type Route } from './route'
import { useSettling } from './settling'

const WritingRoom = lazy(async () => ({ default: (await import('../writing/writing-room')).WritingRoom }))

const toLibrary = (): void => go({ screen: 'library' })

const Screen = ({ route, making, setMaking }: { route: Route; making: boolean; setMaking: (making: boolean) => void }) => {
  const { person } = useApp()
  switch (route.screen) {
    case 'story':
      return <WritingRoom key={route.id} id={route.id} onClose={toLibrary} />
    case 'desk':
      if (isEditor(person)) return <QueueScreen />
      break
    case 'piece':
      return <PieceScreen key={route.id} id={route.id} />
    case 'published':
      return <PublishedScreen />
    case 'statistics':
      return <StatisticsScreen />
    case 'settings':
      return <SettingsScreen />
    case 'people':
      if (person.role === 'admin') return <PeopleScreen />
      break
    case 'destinations':
      if (person.role === 'admin') return <DestinationsScreen />
      break
    case 'hooks':
      if (person.role === 'admin') return <HooksScreen />
      break
    case 'house':
      return <PolicyScreen />
    case 'lists':
      return <ListsScreen />
    case 'library':
  }
  return <LibraryScreen making={making} setMaking={setMaking} />
}

/** The window once somebody is in: the rail, the screen the address names, and the palette over both. */
export const Frame = () => {
  const { t } = useTranslation()
  const { person, connection, lockMinutes } = useApp()
  const { lockable, lock } = useLock()
  const route = useRoute()
  const client = useQueryClient()
  const main = useRef<HTMLElement>(null)
  const [making, setMaking] = useState(false)
  const narrow = useMediaQuery('(max-width: 1100px)', window.innerWidth <= 1100)

  const newStory = useCallback((): void => {
    toLibrary()
    setMaking(true)
  }, [])
  const command = useCallback(
    (name: Extract<HostEvent, { type: 'command' }>['command']): void => {
      if (name === 'newStory') newStory()
      else if (name === 'openPalette') spotlight.open()
      else if (name === 'openSettings') go({ screen: 'settings' })
      else if (name === 'lockLibrary') lock()
      // 'submit' belongs to the writing room, which listens for itself.
    },
    [newStory, lock],
  )
  useHostEvents(client, command)
  useSettling()
  useNews()
  useKeptLive()
  useActivity(lockable ? lockMinutes : 0)
  useHotkeys(lockable ? [['mod+shift+L', lock]] : [], [], true)
  useGoKeys((screen) => {
    if (screen !== 'desk' || isEditor(person)) go({ screen })
  })

  useEffect(() => {
    // What the desk could not answer before is asked again as soon as it is there, or somebody else's.
    void client.invalidateQueries({ predicate: ({ state }) => state.status === 'error' })
  }, [client, connection.state, connection.address])

  const place = 'id' in route ? route.id : route.screen
  const first = useRef(true)
  // With the screen's first drawing: later, it would take the focus from what a quick key has chosen already.
  useLayoutEffect(() => {
    // Arriving on another screen puts the reading point there, as a page load would; not when the window opens.
    if (!first.current) main.current?.focus({ preventScroll: true })
    first.current = false
  }, [place])

  return (
    <div className={classes['frame']} data-compact={narrow || route.screen === 'story' || route.screen === 'piece' || undefined}>
      <a className={classes['skip']} href="#main" onClick={(event) => { event.preventDefault(); main.current?.focus() }}>
        {t('nav.skip')}
      </a>
      <Rail route={route} />
      <div className={classes['column']}>
        <PlaceBanner route={route} />
        <main ref={main} className={classes['main']} tabIndex={-1} id="main">
          <Suspense fallback={<Patient />}>
            <LibraryDoor route={route}>
              <Screen route={route} making={making} setMaking={setMaking} />
            </LibraryDoor>
          </Suspense>
        </main>
      </div>
      <Palette newStory={newStory} />
    </div>
  )
}
