import { Button, PasswordInput, Stack, TextInput, UnstyledButton } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { AppState } from '../../src-shared/bridge/contract'
import type { Failure } from '../../src-shared/outcome'
import { bench } from '../bench'
import { useAsk, useReread } from '../ui/ask'
import { FaultNote } from '../ui/fault-note'
import classes from './people.module.css'

/** Signs in: one button a person in the sample newsroom, else name and password. `done` is told when somebody is in. */
export const SignInForm = ({ done }: { done?: () => void }) => {
  const { t } = useTranslation(['people', 'common'])
  const reread = useReread()
  const sample = useAsk('app.state', null).data?.sample ?? []
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [fault, setFault] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)

  const send = async (input: { login: string; password: string }): Promise<void> => {
    setFault(null)
    setBusy(true)
    const outcome = await bench.ask('app.signIn', input)
    setBusy(false)
    if (!outcome.ok) { setFault(outcome); return; }
    reread('app.state', 'library.list', 'outbox.list', 'desk.pieces')
    done?.()
  }

  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    void send({ login: login.trim(), password })
  }

  const choose = (person: AppState['sample'][number]): void => {
    setLogin(person.login)
    setPassword(person.password)
    void send({ login: person.login, password: person.password })
  }

  return (
    <Stack gap="md">
      {sample.length > 0 && (
        <section aria-label={t('people:sample.title')}>
          <p className={classes['hint']}>{t('people:sample.hint')}</p>
          <ul className={classes['people']}>
            {sample.map((person) => (
              <li key={person.login}>
                <UnstyledButton className={classes['person']} disabled={busy} onClick={() => choose(person)}>
                  <span className={classes['personName']}>{person.name}</span>
                  <span className={classes['personRole']}>{t(`common:role.${person.role}`, { defaultValue: person.role })}</span>
                  <IconArrowRight size={16} aria-hidden />
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </section>
      )}
      <form onSubmit={onSubmit}>
        <Stack gap="sm">
          <TextInput label={t('people:login')} value={login} onChange={(event) => setLogin(event.currentTarget.value)} autoComplete="username" required withAsterisk={false} data-autofocus={sample.length === 0 || undefined} />
          <PasswordInput label={t('people:password')} value={password} onChange={(event) => setPassword(event.currentTarget.value)} autoComplete="current-password" required withAsterisk={false} />
          {fault && <FaultNote fault={fault} />}
          <Button type="submit" loading={busy} fullWidth mt={4}>
            {t('people:signIn')}
          </Button>
        </Stack>
      </form>
    </Stack>
  )
}
