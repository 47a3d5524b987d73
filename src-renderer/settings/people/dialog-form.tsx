import { Button, Group, Modal, Stack } from '@mantine/core'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { Failure, Outcome } from '../../../src-shared/outcome'
import { useKeyDialog } from '../../ui/key-dialog'
import { FaultNote } from '../../ui/fault-note'

type Props = {
  title: string
  act: string
  opened: boolean
  onClose: () => void
  /** Null where something typed is not right yet. */
  send: () => Promise<Outcome<unknown>> | null
  /** Told instead of closing. */
  onDone?: () => void
  size?: number
  children: ReactNode
}

/** A dialog that asks something of the desk: what it needs, why it was refused, and its two buttons. A session that ended is asked for first. */
export const DialogForm = ({ title, act, opened, onClose, send, onDone, size, children }: Props) => {
  const { t } = useTranslation()
  const withKey = useKeyDialog()
  const [fault, setFault] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (first: Promise<Outcome<unknown>>): Promise<void> => {
    setBusy(true)
    setFault(null)
    let answer: Promise<Outcome<unknown>> | null = first
    const outcome = await withKey(() => {
      const now = answer ?? send() ?? first
      answer = null
      return now
    })
    setBusy(false)
    if (!outcome.ok) {
      setFault(outcome)
      return
    }
    if (onDone) onDone()
    else onClose()
  }
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    // A dialog over a dialog stands inside its form in React's tree, not in the page's.
    event.stopPropagation()
    const answer = send()
    if (answer) void submit(answer)
  }
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }} size={size ?? 460}>
      <form onSubmit={onSubmit} noValidate>
        <Stack gap="md">
          {children}
          {fault && <FaultNote fault={fault} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>{t('cancel')}</Button>
            <Button type="submit" loading={busy}>{act}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
