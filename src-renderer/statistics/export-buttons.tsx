import { Button } from '@mantine/core'
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Input, Output } from '../../src-shared/bridge/contract'
import type { Failure } from '../../src-shared/outcome'
import { bench } from '../bench'
import { FaultNote, sayFailure } from '../ui/fault-note'
import { useOfferActs } from '../ui/screen-acts'
import { sizeWords } from '../ui/size'
import classes from './statistics.module.css'

type Format = Input<'statistics.export'>['format']
const FORMATS: readonly Format[] = ['xlsx', 'csv']

/** Writes what is shown into a file beside the packages, says where, and shows it in its folder. */
export const ExportButtons = ({ range, group }: Omit<Input<'statistics.export'>, 'format'>) => {
  const { t, i18n } = useTranslation(['statistics', 'common'])
  const [busy, setBusy] = useState<Format | null>(null)
  const [made, setMade] = useState<Output<'statistics.export'> | null>(null)
  const [fault, setFault] = useState<Failure | null>(null)

  const make = async (format: Format): Promise<void> => {
    setFault(null)
    setBusy(format)
    const outcome = await bench.ask('statistics.export', { range, group, format })
    setBusy(null)
    if (outcome.ok) setMade(outcome.value)
    else setFault(outcome)
  }
  const reveal = async (path: string): Promise<void> => {
    const outcome = await bench.ask('published.reveal', { path })
    if (!outcome.ok) sayFailure(t, outcome)
  }
  useOfferActs(FORMATS.map((format) => ({ id: `export-${format}`, label: t(`statistics:export.${format}`), keys: '', run: () => void make(format) })))

  return (
    <div className={classes['exports']}>
      {FORMATS.map((format) => (
        <Button key={format} size="compact-sm" variant="default" loading={busy === format} leftSection={<IconFileSpreadsheet size={15} aria-hidden />} onClick={() => void make(format)}>{t(`statistics:export.${format}`)}</Button>
      ))}
      {made && (
        <p role="status">
          <span>{t('statistics:export.done', { name: made.name, size: sizeWords(made.bytes, i18n.language) })}</span> <code>{made.path}</code>{' '}
          <Button size="compact-xs" variant="default" onClick={() => void reveal(made.path)}>{t('statistics:export.reveal')}</Button>
        </p>
      )}
      {fault && <FaultNote fault={fault} />}
    </div>
  )
}
