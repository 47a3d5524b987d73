import { Button, Group, PasswordInput, Stack, TextInput, UnstyledButton } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { AppState, Output } from '../../src-shared/bridge/contract'
import { bench } from '../bench'
import { useAsk } from '../ui/ask'
import { FaultNote } from '../ui/fault-note'
import { CodeForm } from './code-form'
import { useComeIn } from './come-in'
import classes from './people.module.css'
import { SecondFactorForm } from './second-factor-form'
import { SsoPanel } from './sso-panel'

type Step = { at: 'password' } | { at: 'code' } | { at: 'factor'; ticket: string } | { at: 'sso'; begun: Output<'people.openSso'> }

/** Signs in: one button a person in the sample newsroom, else name and password, a code that was handed over, or the house's single sign-on. `done` is told when somebody is in. */
export const SignInForm = ({ done }: { done?: () => void }) => {
  const { data } = useAsk('app.state', null)
  const [step, setStep] = useState<Step>({ at: 'password' })
  const back = (): void => setStep({ at: 'password' })
  const factor = (ticket: string): void => setStep({ at: 'factor', ticket })
  const provider = data?.newsroom?.signIn?.oidc ?? null
  switch (step.at) {
    case 'code':
      return <CodeForm done={done} back={back} factor={factor} />
    case 'factor':
      return <SecondFactorForm ticket={step.ticket} done={done} back={back} />
    case 'sso':
      return <SsoPanel begun={step.begun} provider={provider ?? ''} done={done} back={back} />
    case 'password':
      return <PasswordForm sample={data?.sample ?? []} provider={provider} done={done} go={setStep} />
  }
}

const PasswordForm = ({ sample, provider, done, go }: { sample: AppState['sample']; provider: string | null; done?: (() => void) | undefined; go: (step: Step) => void }) => {
  const { t } = useTranslation(['people', 'common'])
  const { fault, setFault, busy, tryDoor } = useComeIn(done)
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')

  const send = async (input: { login: string; password: string }): Promise<void> => {
    const outcome = await tryDoor(() => bench.ask('app.signIn', input))
    if (outcome.ok || outcome.code !== 'second-factor-needed') return
    setFault(null)
    go({ at: 'factor', ticket: String(outcome.details['ticket']) })
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

  const openSso = async (): Promise<void> => {
    setFault(null)
    const begun = await bench.ask('people.openSso', null)
    if (begun.ok) go({ at: 'sso', begun: begun.value })
    else setFault(begun)
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
      {provider !== null && (
        <Button variant="default" fullWidth onClick={() => void openSso()}>
          {t('people:sso.act', { provider })}
        </Button>
      )}
      <Group justify="center">
        <Button variant="subtle" size="compact-sm" onClick={() => go({ at: 'code' })}>
          {t('people:code.have')}
        </Button>
      </Group>
    </Stack>
  )
}
