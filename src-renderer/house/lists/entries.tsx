import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { inOrder } from '../../../src-shared/proofing/house/lists'
import { keyOf, type Kind, type Row } from '../../../src-shared/proofing/house/row'
import { Pill } from '../../ui/pill'
import rowsCss from '../../ui/rows.module.css'
import { fits, saysOf } from './describe'
import css from './lists.module.css'

type Props = { kind: Kind; rows: readonly Row[]; /** Keys of rows that are not saved yet. */ unsaved: ReadonlySet<string>; may: boolean; onAdd: () => void; onChange: (row: Row) => void; onRemove: (row: Row) => void }

/** Lists whose entries say nothing beside their word. */
const BARE: ReadonlySet<Kind> = new Set<Kind>(['banned', 'sensitive', 'reprint', 'dictionary'])

/** Rows drawn at first, and at each asking for more. */
const STEP = 200

/** The entries of one list, narrowed as one types. */
export const Entries = ({ kind, rows, unsaved, may, onAdd, onChange, onRemove }: Props) => {
  const { t } = useTranslation('lists')
  const [asked, setAsked] = useState('')
  const [most, setMost] = useState(STEP)
  const narrowed = useDeferredValue(asked.trim())
  const bare = BARE.has(kind)
  const own = inOrder(rows.filter((row) => row.kind === kind && (narrowed === '' || fits(row, narrowed))))
  return (
    <>
      <div className={css['bar']}>
        <TextInput size="xs" className={css['filter'] ?? ''} placeholder={t('filter')} aria-label={t('filter')} value={asked} onChange={(event) => setAsked(event.currentTarget.value)} />
        {may && <Button size="compact-sm" leftSection={<IconPlus size={15} aria-hidden />} onClick={onAdd}>{t('entry.open')}</Button>}
      </div>
      <p className={css['means']}>{t(`means.${kind}`)}</p>
      {own.length === 0 ? (
        <p className={css['empty']}>{t(narrowed === '' ? 'empty' : 'noneFits')}</p>
      ) : (
        <table className={rowsCss['table']}>
          <caption className="unseen">{t(`kind.${kind}`)}</caption>
          <colgroup>
            <col style={{ width: '26%' }} />
            {!bare && <col />}
            <col style={bare ? {} : { width: '24%' }} />
            {may && <col style={{ width: 92 }} />}
          </colgroup>
          <thead>
            <tr>
              <th scope="col">{t(`wordOf.${kind}`)}</th>
              {!bare && <th scope="col">{t('says.title')}</th>}
              <th scope="col">{t('cell.note')}</th>
              {may && <th scope="col"><span className="unseen">{t('acts')}</span></th>}
            </tr>
          </thead>
          <tbody>
            {own.slice(0, most).map((row) => (
              <tr key={keyOf(row)} className={rowsCss['row']}>
                <th scope="row"><span className={css['word']}>{row.word}</span> {unsaved.has(keyOf(row)) && <Pill tone="ochre">{t('unsaved')}</Pill>}</th>
                {!bare && <td title={saysOf(t, row)}>{saysOf(t, row)}</td>}
                <td title={row.note}>{row.note}</td>
                {may && (
                  <td>
                    <ActionIcon variant="subtle" color="ink" aria-label={t('entry.changeOf', { word: row.word })} onClick={() => onChange(row)}><IconPencil size={16} aria-hidden /></ActionIcon>
                    <ActionIcon variant="subtle" color="ink" aria-label={t('entry.removeOf', { word: row.word })} onClick={() => onRemove(row)}><IconTrash size={16} aria-hidden /></ActionIcon>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {own.length > most && <Button size="compact-sm" variant="default" mt="sm" onClick={() => setMost(most + STEP)}>{t('more', { count: own.length - most })}</Button>}
    </>
  )
}
