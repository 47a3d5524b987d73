import { Button, Group, Modal, Stack } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { freshRow, keyOf, type Kind, type Row } from '../../../src-shared/proofing/house/row'
import { EntryFields, tidied, wrongCells } from './entry-fields'

type Props = { kind: Kind; /** The entry to change; null adds one. */ was: Row | null; /** Every key there is. */ keys: ReadonlySet<string>; onPut: (row: Row) => void; onClose: () => void }

/** Asks what an entry says. Nothing is saved by it yet. */
export const EntryDialog = ({ kind, was, keys, onPut, onClose }: Props) => {
  const { t } = useTranslation(['lists', 'common'])
  const [row, setRow] = useState<Row>(was ?? freshRow(kind))
  const [tried, setTried] = useState(false)
  const fresh = tidied(row)
  const taken = keys.has(keyOf(fresh)) && (!was || keyOf(was) !== keyOf(fresh))
  const put = (event: SubmitEvent): void => {
    event.preventDefault()
    setTried(true)
    if (taken || wrongCells(fresh).size > 0) return
    onPut(fresh)
    onClose()
  }
  return (
    <Modal opened onClose={onClose} title={t(was ? 'lists:entry.change' : 'lists:entry.add', { kind: t(`lists:kind.${kind}`) })} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form onSubmit={put} noValidate>
        <Stack gap="md">
          <EntryFields row={row} change={setRow} tried={tried} taken={taken} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>{t('common:cancel')}</Button>
            <Button type="submit">{t(was ? 'lists:entry.put' : 'lists:entry.take')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
