import { Button, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { HeldLists } from '../../../src-shared/bridge/house'
import { freshRow, keyOf, kindSchema, type Kind, type Row } from '../../../src-shared/proofing/house/row'
import type { Find } from '../../proofing/proofreader'
import { EntryFields, tidied, wrongCells } from './entry-fields'
import { SaveDialog } from './save-dialog'

/** What words out of a text can be put on. */
const OFFERED = ['dictionary', 'wrong', 'preferred', 'banned', 'sensitive', 'withheld'] as const satisfies readonly Kind[]

const startOf = (kind: Kind, words: string, fixes: readonly string[]): Row => {
  const right = fixes.filter((fix) => fix !== '').slice(0, 3)
  if (kind === 'preferred') return { kind, word: right[0] ?? '', instead: [words], note: '' }
  const row = freshRow(kind, words)
  return row.kind === 'wrong' ? { ...row, right } : row
}

/** Puts the words of a find on one of the house's lists, and signs that as a version of its own. */
export const AddToLists = ({ find: { flag, part }, lists, onClose }: { find: Find; lists: HeldLists; onClose: () => void }) => {
  const { t } = useTranslation(['lists', 'common'])
  const words = part.passage.text.slice(flag.from, flag.to)
  const [row, setRow] = useState<Row>(startOf('dictionary', words, flag.fixes))
  const [tried, setTried] = useState(false)
  const [ready, setReady] = useState<Row | null>(null)
  const fresh = tidied(row)
  const taken = lists.rows.some((each) => keyOf(each) === keyOf(fresh))
  const go = (event: SubmitEvent): void => {
    event.preventDefault()
    event.stopPropagation()
    setTried(true)
    if (!taken && wrongCells(fresh).size === 0) setReady(fresh)
  }
  if (ready) return <SaveDialog from={lists} rows={[...lists.rows, ready]} summary={t('lists:add.summary', { kind: t(`lists:kind.${ready.kind}`), word: ready.word })} reason={t('lists:add.reason', { word: ready.word })} onSaved={onClose} onClose={onClose} />
  return (
    <Modal opened onClose={onClose} title={t('lists:add.title')} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form onSubmit={go} noValidate>
        <Stack gap="md">
          <NativeSelect label={t('lists:add.kind')} value={row.kind} onChange={(event) => setRow(startOf(kindSchema.catch('dictionary').parse(event.currentTarget.value), words, flag.fixes))} data={OFFERED.map((kind) => ({ value: kind, label: t(`lists:kind.${kind}`) }))} />
          <Text size="xs" c="dimmed">{t(`lists:means.${row.kind}`)}</Text>
          <EntryFields key={row.kind} row={row} change={setRow} tried={tried || taken} taken={taken} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>{t('common:cancel')}</Button>
            <Button type="submit">{t('lists:add.go')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
