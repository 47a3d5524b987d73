import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { OpenSession } from '../../../src-shared/desk-api/people-routes'
import type { Outcome } from '../../../src-shared/outcome'
import { bench } from '../../bench'
import { useAsk, useReread } from '../../ui/ask'
import { FaultNote, sayFailure } from '../../ui/fault-note'
import { useKeyDialog } from '../../ui/key-dialog'
import { When } from '../../ui/time'
import { BackupCodesDialog } from './backup-codes-dialog'
import { PasswordDialog } from './password-dialog'
import classes from './people.module.css'
import { SecondFactorDialog } from './second-factor-dialog'
import { SecondFactorOffDialog } from './second-factor-off-dialog'

const Sessions = ({ sessions }: { sessions: readonly OpenSession[] }) => {
  const { t } = useTranslation(['account', 'common'])
  const reread = useReread()
  const withKey = useKeyDialog()
  const run = async (act: () => Promise<Outcome<unknown>>): Promise<void> => {
    const outcome = await withKey(act)
    if (!outcome.ok) sayFailure(t, outcome)
    reread('account.read')
  }
  const others = sessions.filter(({ current }) => !current)
  return (
    <>
      <ul className={classes['sessions']} aria-label={t('account:sessions.title')}>
        {sessions.map((session) => {
          const device = session.device === '' ? t('account:sessions.unnamed') : session.device
          return (
            <li key={session.id}>
              <b>{device}</b>
              <span>{session.current ? t('account:sessions.here') : <>{t('account:sessions.seen')} <When at={session.seenAt} /></>}</span>
              {session.current ? <span /> : (
                <Button size="compact-sm" variant="default" aria-label={t('account:sessions.endOf', { device })} onClick={() => void run(() => bench.ask('account.endSession', { session: session.id }))}>{t('account:sessions.end')}</Button>
              )}
            </li>
          )
        })}
      </ul>
      {others.length > 1 && <Button size="compact-sm" variant="default" onClick={() => void run(() => bench.ask('account.endOthers', null))}>{t('account:sessions.endOthers')}</Button>}
    </>
  )
}

type Asking = 'password' | 'factor' | 'factorOff' | 'codes' | null

/** Who one is at the desk, one's password, the second step of signing in, and where one is signed in. */
export const OwnAccount = () => {
  const { t } = useTranslation(['account', 'common'])
  const account = useAsk('account.read', null)
  const [asking, setAsking] = useState<Asking>(null)
  const shut = (): void => setAsking(null)
  const say = (message: string): void => void notifications.show({ color: 'pine', message, closeButtonProps: { 'aria-label': t('common:close') } })
  if (account.isError) return <FaultNote fault={account.error} retry={() => void account.refetch()} />
  if (!account.data) return null
  const { person, password, secondFactor, sessions } = account.data
  return (
    <>
      <Text size="sm">{t('account:who', { name: person.name, login: person.login, role: t(`common:role.${person.role}`) })}</Text>
      {password ? (
        <Group gap="xs">
          <Button variant="default" onClick={() => setAsking('password')}>{t('account:password.open')}</Button>
          {!secondFactor && <Button variant="default" onClick={() => setAsking('factor')}>{t('account:factor.open')}</Button>}
          {secondFactor && <Button variant="default" onClick={() => setAsking('codes')}>{t('account:codes.open')}</Button>}
          {secondFactor && <Button variant="default" onClick={() => setAsking('factorOff')}>{t('account:factorOff.open')}</Button>}
        </Group>
      ) : (
        <Text size="sm" c="dimmed">{t('account:password.none')}</Text>
      )}
      {password && <Text size="sm" c="dimmed">{t(secondFactor ? 'account:factor.on' : 'account:factor.off')}</Text>}
      <Sessions sessions={sessions} />
      {asking === 'password' && <PasswordDialog onClose={shut} onDone={() => { shut(); say(t('account:password.done')) }} />}
      {asking === 'factor' && <SecondFactorDialog onClose={shut} onDone={() => { shut(); say(t('account:factor.done')) }} />}
      {asking === 'factorOff' && <SecondFactorOffDialog onClose={shut} />}
      {asking === 'codes' && <BackupCodesDialog onClose={shut} />}
    </>
  )
}
