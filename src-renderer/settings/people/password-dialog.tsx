import { PasswordInput, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Outcome } from '../../../src-shared/outcome'
import { bench } from '../../bench'
import { NewPassword, NO_PASSWORD, passwordProblem } from '../../people/new-password'
import { useReread } from '../../ui/ask'
import { DialogForm } from './dialog-form'

/** Changes one's own password; everywhere else one is signed out. */
export const PasswordDialog = ({ onClose, onDone }: { onClose: () => void; onDone: () => void }) => {
  const { t } = useTranslation('account')
  const reread = useReread()
  const [current, setCurrent] = useState('')
  const [typed, setTyped] = useState(NO_PASSWORD)
  const [tried, setTried] = useState(false)
  const send = (): Promise<Outcome<unknown>> | null => {
    setTried(true)
    return passwordProblem(typed) ? null : bench.ask('account.changePassword', { current, next: typed.password })
  }
  return (
    <DialogForm opened title={t('password.open')} act={t('password.act')} onClose={onClose} send={send} onDone={() => { reread('account.read'); onDone() }}>
      <Text size="sm">{t('password.why')}</Text>
      <PasswordInput label={t('password.current')} value={current} onChange={(event) => setCurrent(event.currentTarget.value)} autoComplete="current-password" maxLength={200} data-autofocus />
      <NewPassword typed={typed} onTyped={setTyped} wrong={tried ? passwordProblem(typed) : null} />
    </DialogForm>
  )
}
