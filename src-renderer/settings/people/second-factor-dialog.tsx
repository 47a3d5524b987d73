import { Group, PasswordInput, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { SecondFactor } from '../../../src-shared/desk-api/people-routes'
import type { Outcome } from '../../../src-shared/outcome'
import { bench } from '../../bench'
import { useReread } from '../../ui/ask'
import { BackupList } from './backup-list'
import { Copied } from './copied'
import { DialogForm } from './dialog-form'
import parts from '../parts.module.css'
import classes from './people.module.css'

type Shut = { onClose: () => void; onDone: () => void }

const Confirm = ({ setup, onClose, onDone }: Shut & { setup: SecondFactor }) => {
  const { t } = useTranslation('account')
  const reread = useReread()
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const send = (): Promise<Outcome<unknown>> | null => {
    setTried(true)
    return code.trim() === '' ? null : bench.ask('account.confirmSecondFactor', { code })
  }
  return (
    <DialogForm opened title={t('factor.open')} act={t('factor.act')} onClose={onClose} send={send} onDone={() => { reread('account.read'); onDone() }} size={520}>
      <Text size="sm">{t('factor.setUp')}</Text>
      <dl className={`${parts['ruled'] ?? ''} ${classes['handover'] ?? ''}`}>
        <div>
          <dt>{t('factor.secret')}</dt>
          <dd><code>{setup.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code></dd>
        </div>
        <div>
          <dt>{t('factor.address')}</dt>
          <dd className={classes['uri']}>{setup.uri}</dd>
        </div>
      </dl>
      <Group gap="xs">
        <Copied value={setup.secret} label={t('factor.copySecret')} />
        <Copied value={setup.uri} label={t('factor.copyAddress')} />
      </Group>
      <BackupList codes={setup.backupCodes} />
      <TextInput label={t('factor.code')} description={t('factor.codeHint')} error={tried && code.trim() === '' ? t('factor.missing') : null} value={code} onChange={(event) => setCode(event.currentTarget.value)} autoComplete="one-time-code" inputMode="numeric" maxLength={12} data-autofocus />
    </DialogForm>
  )
}

/** Sets the second step of signing in up: the password, then the authenticator app's first code. */
export const SecondFactorDialog = ({ onClose, onDone }: Shut) => {
  const { t } = useTranslation('account')
  const [password, setPassword] = useState('')
  const [setup, setSetup] = useState<SecondFactor | null>(null)
  const begin = async (): Promise<Outcome<unknown>> => {
    const begun = await bench.ask('account.beginSecondFactor', { password })
    if (begun.ok) setSetup(begun.value)
    return begun
  }
  if (setup) return <Confirm setup={setup} onClose={onClose} onDone={onDone} />
  return (
    <DialogForm opened title={t('factor.open')} act={t('factor.next')} onClose={onClose} send={begin} onDone={() => undefined} size={520}>
      <Text size="sm">{t('factor.why')}</Text>
      <PasswordInput label={t('password.current')} value={password} onChange={(event) => setPassword(event.currentTarget.value)} autoComplete="current-password" maxLength={200} data-autofocus />
    </DialogForm>
  )
}
