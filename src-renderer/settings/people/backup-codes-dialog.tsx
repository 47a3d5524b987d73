import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Outcome } from '../../../src-shared/outcome'
import { bench } from '../../bench'
import { BackupList } from './backup-list'
import { DialogForm } from './dialog-form'

/** Makes new backup codes, with the password; the earlier ones stop working. */
export const BackupCodesDialog = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation(['account', 'common'])
  const [password, setPassword] = useState('')
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const make = async (): Promise<Outcome<unknown>> => {
    const made = await bench.ask('account.backupCodes', { password })
    if (made.ok) setCodes(made.value)
    return made
  }
  if (codes)
    return (
      <Modal opened onClose={onClose} title={t('account:codes.open')} closeButtonProps={{ 'aria-label': t('common:close') }} size={460}>
        <Stack gap="md">
          <BackupList codes={codes} />
          <Group justify="flex-end"><Button onClick={onClose} data-autofocus>{t('common:close')}</Button></Group>
        </Stack>
      </Modal>
    )
  return (
    <DialogForm opened title={t('account:codes.open')} act={t('account:codes.act')} onClose={onClose} send={make} onDone={() => undefined}>
      <Text size="sm">{t('account:codes.renew')}</Text>
      <PasswordInput label={t('account:password.current')} value={password} onChange={(event) => setPassword(event.currentTarget.value)} autoComplete="current-password" maxLength={200} data-autofocus />
    </DialogForm>
  )
}
