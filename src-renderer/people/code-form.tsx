import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { bench } from '../bench'
import { FaultNote } from '../ui/fault-note'
import { useComeIn } from './come-in'
import { NewPassword, NO_PASSWORD, passwordProblem } from './new-password'

/** Takes an invitation or a reset code: the code, and a password to come in with from now on. `factor` is given the ticket where a second factor is on. */
export const CodeForm = ({ done, back, factor }: { done?: (() => void) | undefined; back: () => void; factor: (ticket: string) => void }) => {
  const { t } = useTranslation(['people', 'common'])
  const { fault, setFault, busy, tryDoor } = useComeIn(done)
  const [code, setCode] = useState('')
  const [typed, setTyped] = useState(NO_PASSWORD)
  const [tried, setTried] = useState(false)
  const send = async (): Promise<void> => {
    const outcome = await tryDoor(() => bench.ask('people.redeem', { code, password: typed.password }))
    if (outcome.ok || outcome.code !== 'second-factor-needed') return
    setFault(null)
    factor(String(outcome.details['ticket']))
  }
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    setTried(true)
    if (code.trim() !== '' && passwordProblem(typed) === null) void send()
  }
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <Text size="sm">{t('people:code.why')}</Text>
        <TextInput label={t('people:code.label')} error={tried && code.trim() === '' ? t('people:code.missing') : null} value={code} onChange={(event) => setCode(event.currentTarget.value)} autoComplete="off" autoCapitalize="characters" spellCheck={false} maxLength={100} data-autofocus autoFocus />
        <NewPassword typed={typed} onTyped={setTyped} wrong={tried ? passwordProblem(typed) : null} />
        {fault && <FaultNote fault={fault} />}
        <Group gap="xs" justify="flex-end">
          <Button variant="default" onClick={back}>{t('people:back')}</Button>
          <Button type="submit" loading={busy}>{t('people:code.act')}</Button>
        </Group>
      </Stack>
    </form>
  )
}
