import { Menu, UnstyledButton } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { IconBooks, IconChecklist, IconLock, IconLogin2, IconLogout, IconSearch, IconSelector, IconSettings, IconUser, IconWorldCheck, type Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { useWaiting } from '../review/waiting'
import { useAttention } from '../published/out'
import { bench } from '../bench'
import { useLock } from '../seal/lock'
import { isEditor, useApp } from './app-state'
import { useAsk, useReread } from './ask'
import { ConnectionWord } from './connection-word'
import { sayFailure } from './fault-note'
import { useKeyDialog } from './key-dialog'
import classes from './frame.module.css'
import { modKey } from './keys'
import { addressOf, type Route } from './route'
import { Wordmark } from './wordmark'

type Place = { screen: 'library' | 'desk' | 'published' | 'settings'; icon: Icon; badges: { count: number; says: string; mark: boolean }[] }

const usePlaces = (): Place[] => {
  const { t } = useTranslation()
  const { person } = useApp()
  const editor = isEditor(person)
  const returned = useAsk('library.list', null).data?.filter((row) => row.group === 'returned').length ?? 0
  const waiting = useAsk('outbox.list', null).data?.length ?? 0
  const queue = useWaiting(editor)
  const attention = useAttention(editor)
  return [
    {
      screen: 'library',
      icon: IconBooks,
      badges: [
        { count: returned, says: t('badge.returned', { count: returned }), mark: true },
        { count: waiting, says: t('badge.waiting', { count: waiting }), mark: false },
      ],
    },
    ...(editor ? [{ screen: 'desk' as const, icon: IconChecklist, badges: [{ count: queue, says: t('badge.queue', { count: queue }), mark: false }] }] : []),
    { screen: 'published', icon: IconWorldCheck, badges: [{ count: attention, says: t('badge.attention', { count: attention }), mark: true }] },
    { screen: 'settings', icon: IconSettings, badges: [] },
  ]
}

const isAt = (place: Place['screen'], route: Route): boolean => place === route.screen || (place === 'library' && route.screen === 'story') || (place === 'desk' && route.screen === 'piece') || (place === 'published' && route.screen === 'statistics') || (place === 'settings' && ['house', 'people', 'destinations', 'hooks'].includes(route.screen))

/** Where one can go, what waits there, who is here, and how the desk is. */
export const Rail = ({ route }: { route: Route }) => {
  const { t } = useTranslation()
  const { connection } = useApp()
  const places = usePlaces()
  return (
    <section className={classes['rail']} aria-label={t('nav.rail')}>
      <div className={classes['name']}>
        <Wordmark />
      </div>
      <UnstyledButton className={classes['search']} onClick={spotlight.open} title={t('palette.open')}>
        <IconSearch size={16} aria-hidden />
        <span className={classes['label']}>{t('palette.open')}</span>
        <kbd>{modKey}K</kbd>
      </UnstyledButton>
      <nav aria-label={t('nav.label')}>
        <ul className={classes['places']}>
          {places.map(({ screen, icon: PlaceIcon, badges }) => (
            <li key={screen}>
              <a className={classes['place']} href={addressOf({ screen })} aria-current={isAt(screen, route) ? 'page' : undefined} title={t(`nav.${screen}`)}>
                <PlaceIcon size={18} stroke={1.6} aria-hidden />
                <span className={classes['label']}>{t(`nav.${screen}`)}</span>
                {badges
                  .filter(({ count }) => count > 0)
                  .map(({ count, says, mark }) => (
                    <span key={says} className={classes['badge']} data-mark={mark || undefined} title={says}>
                      <span aria-hidden>{count > 99 ? '99+' : count}</span>
                      <span className="unseen">{says}</span>
                    </span>
                  ))}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className={classes['foot']}>
        <PersonMenu />
        <ConnectionWord connection={connection} />
      </div>
    </section>
  )
}

const firstCharacter = (name: string): string => Array.from(name)[0] ?? ''

const PersonMenu = () => {
  const { t } = useTranslation()
  const { person, sample, connection } = useApp()
  const reread = useReread()
  const withKey = useKeyDialog()
  const { lockable, lock } = useLock()
  const others = sample.filter(({ login }) => login !== person.login)

  const signInAgain = async (): Promise<void> => {
    // Any question only a signed-in person is answered makes the dialog ask for the sign-in.
    const outcome = await withKey(() => bench.ask('desk.pieces', { scope: 'mine' }))
    if (!outcome.ok && outcome.code !== 'not-signed-in') sayFailure(t, outcome)
    reread('app.state', 'library.list', 'outbox.list', 'desk.pieces', 'desk.piece')
  }
  const signOut = async (): Promise<void> => {
    const outcome = await bench.ask('app.signOut', null)
    if (!outcome.ok) sayFailure(t, outcome)
    reread('app.state')
  }
  const becomeAnother = async (login: string, password: string): Promise<void> => {
    const outcome = await bench.ask('app.signIn', { login, password })
    if (!outcome.ok) { sayFailure(t, outcome); return; }
    reread('app.state', 'library.list', 'outbox.list', 'desk.pieces', 'desk.piece')
  }

  return (
    <Menu position="right-end" width={240} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className={classes['person']} title={person.name}>
          <span className={classes['initial']} aria-hidden>{firstCharacter(person.name)}</span>
          <span className={classes['personWords']}>
            <b>{person.name}</b>
            <span>{t(`role.${person.role}`)}</span>
          </span>
          <IconSelector size={16} className={classes['chevron']} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {others.length > 0 && <Menu.Label>{t('person.switch')}</Menu.Label>}
        {others.map((other) => (
          <Menu.Item key={other.login} leftSection={<IconUser size={16} aria-hidden />} rightSection={<span style={{ fontSize: 12, color: 'var(--mantine-color-dimmed)' }}>{t(`role.${other.role}`, { defaultValue: other.role })}</span>} onClick={() => void becomeAnother(other.login, other.password)}>
            {other.name}
          </Menu.Item>
        ))}
        {others.length > 0 && <Menu.Divider />}
        {connection.state === 'signedOut' && (
          <Menu.Item leftSection={<IconLogin2 size={16} aria-hidden />} onClick={() => void signInAgain()}>
            {t('person.signIn')}
          </Menu.Item>
        )}
        {lockable && (
          <Menu.Item leftSection={<IconLock size={16} aria-hidden />} onClick={lock}>
            {t('seal:lock')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
          {t('person.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
