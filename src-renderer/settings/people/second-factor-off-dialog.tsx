import { PasswordInput, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { bench } from '../../bench'
import { useReread } from '../../ui/ask'
import { DialogForm } from './dialog-form'

/** Turns the second step of signing in off, with the password. */
export const SecondFactorOffDialog = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation('account')
  const reread = useReread()
  const [password, setPassword] = useState('')
  return (
    <DialogForm opened title={t('factorOff.open')} act={t('factorOff.act')} onClose={onClose} send={() => bench.ask('account.endSecondFactor', { password })} onDone={() => { reread('account.read'); onClose() }}>
      <Text size="sm">{t('factorOff.why')}</Text>
      <PasswordInput label={t('password.current')} value={password} onChange={(event) => setPassword(event.currentTarget.value)} autoComplete="current-password" maxLength={200} data-autofocus />
    </DialogForm>
  )
}
