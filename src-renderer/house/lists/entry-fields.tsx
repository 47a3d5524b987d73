import { NumberInput, Stack, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { LIST_LIMITS, rowSchema, type Row } from '../../../src-shared/proofing/house/row'

/** The cells of a row that are not right yet, by their names; empty for a good row. */
export const wrongCells = (row: Row): ReadonlySet<string> => {
  const parsed = rowSchema.safeParse(row)
  return new Set(parsed.success ? [] : parsed.error.issues.map(({ path }) => String(path[0] ?? 'word')))
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.split('\n'))
/** A row as it is kept: what was typed without blank lines and spaces around. */
export const tidied = (row: Row): Row => {
  const parsed = rowSchema.safeParse(Object.fromEntries(Object.entries(row).map(([name, value]: [string, unknown]) => [name, Array.isArray(value) ? value.filter((each) => String(each).trim() !== '') : value])))
  return parsed.success ? parsed.data : row
}

type Props = { row: Row; change: (row: Row) => void; /** Where faults are told. */ tried: boolean; /** Why the word cannot be this one. */ taken: boolean }

/** What one entry says, by its kind, to be filled in. */
export const EntryFields = ({ row, change, tried, taken }: Props) => {
  const { t } = useTranslation('lists')
  const wrong = tried ? wrongCells(tidied(row)) : new Set<string>()
  const errorOf = (cell: string): string | null => (wrong.has(cell) ? t(`cell.wrong.${cell}`, { limit: LIST_LIMITS.word }) : null)
  const words = (cell: 'right' | 'instead' | 'except', value: readonly string[], set: (words: string[]) => void) => (
    <Textarea label={t(`cell.${cell}`)} description={t('cell.lines')} value={value.join('\n')} autosize minRows={2} maxRows={6} error={errorOf(cell)} onChange={(event) => set(linesOf(event.currentTarget.value))} />
  )
  return (
    <Stack gap="sm">
      <TextInput data-autofocus label={t(`wordOf.${row.kind}`)} value={row.word} autoComplete="off" error={taken ? t('entry.taken') : errorOf('word')} onChange={(event) => change({ ...row, word: event.currentTarget.value })} />
      {row.kind === 'wrong' && words('right', row.right, (right) => change({ ...row, right }))}
      {row.kind === 'wrong' && words('except', row.except, (except) => change({ ...row, except }))}
      {row.kind === 'preferred' && words('instead', row.instead, (instead) => change({ ...row, instead }))}
      {row.kind === 'official' && <TextInput label={t('cell.title')} description={t('cell.titleHint')} value={row.title} autoComplete="off" error={errorOf('title')} onChange={(event) => change({ ...row, title: event.currentTarget.value })} />}
      {row.kind === 'official' && <NumberInput label={t('cell.order')} description={t('cell.orderHint')} value={row.order === 0 ? '' : row.order} min={0} max={LIST_LIMITS.order} allowDecimal={false} allowNegative={false} hideControls error={errorOf('order')} onChange={(value) => change({ ...row, order: typeof value === 'number' ? value : 0 })} />}
      {row.kind === 'withheld' && <TextInput type="date" label={t('cell.until')} description={t('cell.untilHint')} value={row.until} error={errorOf('until')} onChange={(event) => change({ ...row, until: event.currentTarget.value })} />}
      <TextInput label={t('cell.note')} value={row.note} autoComplete="off" error={errorOf('note')} onChange={(event) => change({ ...row, note: event.currentTarget.value })} />
    </Stack>
  )
}
