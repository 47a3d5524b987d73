import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { Failure } from '../../src-shared/outcome'
import { bench } from '../bench'
import { useReread } from '../ui/ask'
import { FaultNote } from '../ui/fault-note'

const isAddress = (text: string): boolean => {
  if (text === '') return true
  try {
    return /^https?:$/.test(new URL(text).protocol)
  } catch {
    return false
  }
}

/** Where the desk stands; empty means on this machine. */
export const DeskAddress = ({ address, done }: { address: string; done?: () => void }) => {
  const { t } = useTranslation(['settings', 'common'])
  const reread = useReread()
  const [text, setText] = useState(address)
  const [invalid, setInvalid] = useState(false)
  const [fault, setFault] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)

  const save = async (): Promise<void> => {
    const deskAddress = text.trim()
    setInvalid(!isAddress(deskAddress))
    if (!isAddress(deskAddress)) return
    setFault(null)
    setBusy(true)
    const outcome = await bench.ask('app.settings', { deskAddress })
    setBusy(false)
    if (!outcome.ok) { setFault(outcome); return; }
    reread('app.state', 'desk.pieces', 'desk.piece', 'outbox.list')
    done?.()
  }

  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    void save()
  }

  return (
    <form onSubmit={onSubmit}>
      <Stack gap="xs">
        <Group align="flex-end" gap="xs" wrap="nowrap">
          <TextInput
            style={{ flex: 1 }}
            label={t('settings:desk.address')}
            description={t('settings:desk.hint')}
            placeholder={t('settings:desk.here')}
            error={invalid ? t('settings:desk.invalid') : null}
            value={text}
            inputMode="url"
            onChange={(event) => setText(event.currentTarget.value)}
            inputWrapperOrder={['label', 'description', 'error', 'input']}
          />
          <Button type="submit" variant="default" loading={busy} disabled={text.trim() === address}>
            {t('common:save')}
          </Button>
        </Group>
        {fault && <FaultNote fault={fault} />}
      </Stack>
    </form>
  )
}
