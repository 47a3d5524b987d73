import { Button, PasswordInput, Stack } from '@mantine/core'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { Sealed } from '../../src-shared/bridge/contract'
import type { Failure } from '../../src-shared/outcome'
import { bench } from '../bench'
import { useReread } from '../ui/ask'
import { FaultNote } from '../ui/fault-note'

/** Seconds left of a wait, counted down. */
const useWait = (): [number, (seconds: number) => void] => {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    if (left <= 0) return
    const timer = setTimeout(() => setLeft(left - 1), 1000)
    return () => clearTimeout(timer)
  }, [left])
  return [left, setLeft]
}

/** Opens a locked library: the passphrase, or another try where something else keeps it shut. */
export const UnlockForm = ({ sealed }: { sealed: Sealed }) => {
  const { t } = useTranslation('seal')
  const reread = useReread()
  const input = useRef<HTMLInputElement>(null)
  const [passphrase, setPassphrase] = useState('')
  const [fault, setFault] = useState<Failure | null>(sealed.fault)
  const [busy, setBusy] = useState(false)
  const [wait, setWait] = useWait()
  const typed = sealed.by === 'passphrase'

  useEffect(() => input.current?.focus(), [])

  const unlock = async (): Promise<void> => {
    setBusy(true)
    const outcome = await bench.ask('library.unlock', { passphrase: typed ? passphrase : null })
    setBusy(false)
    if (outcome.ok) {
      reread('app.state')
      return
    }
    setFault(outcome)
    setWait(Number(outcome.details['seconds'] ?? 0))
    input.current?.select()
  }

  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (wait === 0 && !busy) void unlock()
  }

  return (
    <form onSubmit={onSubmit}>
      <Stack gap="sm">
        {typed && <PasswordInput ref={input} label={t('unlock.passphrase')} value={passphrase} onChange={(event) => setPassphrase(event.currentTarget.value)} autoComplete="current-password" required withAsterisk={false} />}
        {fault && <FaultNote fault={fault} />}
        <Button type="submit" loading={busy} disabled={wait > 0} fullWidth mt={4}>
          {wait > 0 ? t('unlock.wait', { count: wait }) : typed ? t('unlock.act') : t('unlock.again')}
        </Button>
      </Stack>
    </form>
  )
}
