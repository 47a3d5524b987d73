import { Button, Checkbox, Group, Modal, NumberInput, Stack } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import css from './blocks.module.css'
import { TABLE_LIMITS } from './insert'

type Size = { rows: number; columns: number; header: boolean }

const SHOWN = { rows: 6, columns: 8 }
const within = (value: number | string, limit: number): number => Math.min(limit, Math.max(1, Math.round(Number(value)) || 1))

/** The size by pointer; the numbers above say and take the same. */
const Grid = ({ size, onSize, onPick }: { size: Size; onSize: (rows: number, columns: number) => void; onPick: () => void }) => (
  <div className={css.sizes} aria-hidden>
    {Array.from({ length: SHOWN.rows * SHOWN.columns }, (_, index) => {
      const row = Math.floor(index / SHOWN.columns) + 1
      const column = (index % SHOWN.columns) + 1
      return <span key={index} data-in={(row <= size.rows && column <= size.columns) || undefined} onPointerEnter={() => onSize(row, column)} onClick={onPick} />
    })}
  </div>
)

const TableForm = ({ onDone }: { onDone: (size: Size) => void }) => {
  const { t } = useTranslation('writing')
  const [size, setSize] = useState<Size>({ rows: 3, columns: 3, header: true })
  const done = (event: SubmitEvent): void => {
    event.preventDefault()
    onDone(size)
  }
  return (
    <form onSubmit={done}>
      <Stack gap="md">
        <Group grow>
          <NumberInput data-autofocus label={t('table.rows')} min={1} max={TABLE_LIMITS.rows} allowDecimal={false} value={size.rows} onChange={(rows) => setSize((now) => ({ ...now, rows: within(rows, TABLE_LIMITS.rows) }))} />
          <NumberInput label={t('table.columns')} min={1} max={TABLE_LIMITS.columns} allowDecimal={false} value={size.columns} onChange={(columns) => setSize((now) => ({ ...now, columns: within(columns, TABLE_LIMITS.columns) }))} />
        </Group>
        <Grid size={size} onSize={(rows, columns) => setSize((now) => ({ ...now, rows, columns }))} onPick={() => onDone(size)} />
        <Checkbox label={t('table.withHeader')} checked={size.header} onChange={(event) => setSize({ ...size, header: event.currentTarget.checked })} />
        <Group justify="flex-end">
          <Button type="submit">{t('table.insert', { rows: size.rows, columns: size.columns })}</Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Asks how large a new table is: by keyboard in two numbers, by pointer on a grid. */
export const TableDialog = ({ opened, onClose, onSize }: { opened: boolean; onClose: () => void; onSize: (size: Size) => void }) => {
  const { t } = useTranslation('writing')
  return (
    <Modal opened={opened} onClose={onClose} title={t('table.title')} size={360} returnFocus={false} closeButtonProps={{ 'aria-label': t('close') }}>
      <TableForm onDone={onSize} />
    </Modal>
  )
}
