import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { HeldLists, SavedLists } from '../../../src-shared/bridge/house'
import type { Failure } from '../../../src-shared/outcome'
import type { Row } from '../../../src-shared/proofing/house/row'
import { bench } from '../../bench'
import { useReread } from '../../ui/ask'
import { FaultNote } from '../../ui/fault-note'
import { useKeyDialog } from '../../ui/key-dialog'
import { Choices, type Chosen } from './choices'

type Conflicts = Extract<SavedLists, { state: 'conflicts' }>
type Props = { from: HeldLists; rows: readonly Row[]; /** What is to be signed, in words. */ summary: string; onSaved: () => void; onClose: () => void; /** A reason to begin with. */ reason?: string }

const baseOf = ({ version }: HeldLists): { id: string; sha256: string } | null => version && { id: version.id, sha256: version.sha256 }

/** Asks why, and signs the lists as their next version; where somebody else changed the same words meanwhile, asks which stands. */
export const SaveDialog = ({ from, rows, summary, onSaved, onClose, reason: given = '' }: Props) => {
  const { t } = useTranslation(['lists', 'common'])
  const reread = useReread()
  const withKey = useKeyDialog()
  const [reason, setReason] = useState(given)
  const [fault, setFault] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const [asked, setAsked] = useState<Conflicts | null>(null)
  const [chosen, setChosen] = useState<Chosen>({})
  const open = asked ? asked.conflicts.filter(({ key }) => !(key in chosen)).length : 0

  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    event.stopPropagation()
    setBusy(true)
    setFault(null)
    const settled = asked ? [...asked.rows, ...asked.conflicts.flatMap((conflict) => conflict[chosen[conflict.key] ?? 'theirs'] ?? [])] : [...rows]
    const outcome = await withKey(() => bench.ask('house.saveLists', { base: baseOf(asked?.lists ?? from), rows: settled, reason: reason.trim(), passphrase: null }))
    setBusy(false)
    if (!outcome.ok) { setFault(outcome); return; }
    if (outcome.value.state === 'conflicts') {
      setAsked(outcome.value)
      setChosen({})
      return
    }
    const { lists, merged } = outcome.value
    reread('house.lists', 'house.versions')
    notifications.show({ color: 'pine', message: t(merged ? 'lists:save.merged' : 'lists:save.done', { number: lists.version?.number ?? 0 }), closeButtonProps: { 'aria-label': t('common:close') } })
    onSaved()
  }
  return (
    <Modal opened onClose={onClose} title={t(asked ? 'lists:conflict.title' : 'lists:save.title')} size={asked ? 'lg' : 'md'} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form onSubmit={(event) => void send(event)} noValidate>
        <Stack gap="sm">
          {asked ? (
            <>
              <Text size="sm">{t('lists:conflict.about', { name: asked.lists.version?.name ?? '', count: asked.conflicts.length })}</Text>
              <Choices items={asked.conflicts} chosen={chosen} onChoose={setChosen} names={{ mine: t('lists:conflict.mine'), theirs: asked.lists.version?.name ?? t('lists:conflict.theirs') }} />
            </>
          ) : (
            <>
              <Text size="sm">{summary}</Text>
              <Textarea data-autofocus label={t('lists:save.reason')} value={reason} maxLength={1000} autosize minRows={2} onChange={(event) => setReason(event.currentTarget.value)} />
              <Text size="xs" c="dimmed">{t('lists:save.signed')}</Text>
            </>
          )}
          {fault && <FaultNote fault={fault} />}
          <Group justify="flex-end" gap="xs">
            {asked && open > 0 && <Text size="xs" c="dimmed" role="status">{t('lists:conflict.open', { count: open })}</Text>}
            <Button variant="default" onClick={onClose}>{t('common:cancel')}</Button>
            <Button type="submit" loading={busy} disabled={reason.trim() === '' || open > 0}>{t('lists:save.act')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
