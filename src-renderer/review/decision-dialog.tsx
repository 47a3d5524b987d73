import { Button, Group, Modal, PasswordInput, Stack, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { Failure } from '../../src-shared/outcome'
import type { Piece } from '../../src-shared/desk-api/pieces'
import type { Story } from '../../src-shared/story/story'
import { bench } from '../bench'
import { useApp } from '../ui/app-state'
import { useReread } from '../ui/ask'
import { FaultNote } from '../ui/fault-note'
import { useKeyDialog } from '../ui/key-dialog'
import { go } from '../ui/route'
import { SignedSummary } from './signed-summary'

type Props = { decision: 'return' | 'pass' | 'signOff' | null; piece: Piece; story: Story; stage: string; reportRequired: boolean; close: () => void }

/** Takes a decision: its reason or report, exactly what is signed, and the key. Stays open with the refusal if it is refused. */
export const DecisionDialog = ({ decision, piece, story, stage, reportRequired, close }: Props) => {
  const { t } = useTranslation(['review', 'common'])
  const { keychain, key } = useApp()
  const reread = useReread()
  const withKey = useKeyDialog()
  const [reason, setReason] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [fault, setFault] = useState<Failure | null>(null)
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  if (!decision) return null

  const required = decision === 'return' || reportRequired
  // A sign-off always asks for the key anew; a key not yet made is asked for by the key dialog.
  const asksPassphrase = decision === 'signOff' && !keychain && key !== 'absent'

  const send = async (): Promise<void> => {
    setMissing(required && reason.trim() === '')
    if (required && reason.trim() === '') return
    setFault(null)
    setBusy(true)
    const seen = piece.standing.revision.sha256
    const outcome = await withKey(() => bench.ask('desk.decide', { id: piece.standing.story, decision, reason: reason.trim(), seen, passphrase: asksPassphrase ? passphrase : null }))
    setBusy(false)
    if (!outcome.ok) {
      reread('app.state', 'desk.piece')
      // A key made a moment ago: the field for its passphrase is there now and says the rest.
      setFault(outcome.code === 'passphrase-needed' && !asksPassphrase ? null : outcome); return;
    }
    close()
    reread('desk.pieces', 'desk.piece', 'library.list', 'app.state')
    notifications.show({ message: t(`review:done.${decision}`, { headline: piece.headline }), closeButtonProps: { 'aria-label': t('common:close') } })
    go(decision === 'signOff' ? { screen: 'published' } : { screen: 'desk' })
  }
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    void send()
  }

  return (
    <Modal opened onClose={close} title={t(`review:decide.${decision}.title`, { stage })} size={decision === 'signOff' ? 'lg' : 'md'} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form onSubmit={onSubmit} noValidate>
        <Stack gap="md">
          {decision === 'signOff' && <SignedSummary piece={piece} story={story} stage={stage} />}
          <Textarea
            label={t(`review:decide.${decision}.reason`)}
            description={required ? undefined : t('review:decide.optional')}
            error={missing ? t(`review:decide.${decision}.reasonMissing`) : null}
            required={required}
            withAsterisk={false}
            value={reason}
            maxLength={5000}
            minRows={decision === 'signOff' ? 2 : 4}
            maxRows={12}
            autosize
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus={decision === 'signOff' ? undefined : true}
          />
          {asksPassphrase && (
            <PasswordInput label={t('review:decide.passphrase')} description={t('review:decide.passphraseHint')} value={passphrase} autoComplete="current-password" onChange={(event) => setPassphrase(event.currentTarget.value)} data-autofocus />
          )}
          {fault && <FaultNote fault={fault} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>{t('common:cancel')}</Button>
            <Button type="submit" color={decision === 'signOff' ? 'cinnabar' : 'ink'} loading={busy} disabled={asksPassphrase && passphrase === ''}>
              {t(`common:decision.${decision}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
