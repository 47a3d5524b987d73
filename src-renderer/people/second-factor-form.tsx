import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { bench } from '../bench'
import { FaultNote } from '../ui/fault-note'
import { useComeIn } from './come-in'

/** Asks for the authenticator app's code after the password was right. `back` starts over, with the reason where the desk wants that. */
export const SecondFactorForm = ({ ticket, done, back }: { ticket: string; done?: (() => void) | undefined; back: () => void }) => {
  const { t } = useTranslation(['people', 'common'])
  const { fault, busy, tryDoor } = useComeIn(done)
  const [code, setCode] = useState('')
  const over = fault !== null && fault.code !== 'second-factor-wrong'
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (code.trim() !== '') void tryDoor(() => bench.ask('people.secondFactor', { ticket, code }))
  }
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="sm">
        <Text size="sm">{t('people:factor.why')}</Text>
        <TextInput label={t('people:factor.code')} description={t('people:factor.backup')} value={code} onChange={(event) => setCode(event.currentTarget.value)} autoComplete="one-time-code" maxLength={40} data-autofocus autoFocus />
        {fault && <FaultNote fault={fault} />}
        <Group gap="xs" justify="flex-end">
          <Button variant="default" onClick={back}>{t('people:back')}</Button>
          <Button type="submit" loading={busy} disabled={over}>{t('people:signIn')}</Button>
        </Group>
      </Stack>
    </form>
  )
}
