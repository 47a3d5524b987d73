import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { ListsVersion } from '../../../src-shared/desk-api/lists-routes'
import type { Row } from '../../../src-shared/proofing/house/row'
import { useAsk } from '../../ui/ask'
import { FaultNote } from '../../ui/fault-note'
import { Patient } from '../../ui/patient'
import { When } from '../../ui/time'
import { lineOf } from './describe'
import { changesBetween, countChanges } from './draft'
import css from './lists.module.css'

const SHOWN = 100

/** What going back to a version would add, take away and change. */
const Look = ({ version, rows, onTake }: { version: ListsVersion; rows: readonly Row[]; onTake: ((rows: Row[]) => void) | null }) => {
  const { t } = useTranslation('lists')
  const read = useAsk('house.version', { sha256: version.sha256 })
  if (read.isError) return <FaultNote fault={read.error} retry={() => void read.refetch()} />
  if (!read.data) return <Patient />
  const { added, removed, changed } = changesBetween(rows, read.data.rows)
  const lines: [sign: '+' | '−' | '~', text: string][] = [...added.map((row): ['+', string] => ['+', lineOf(t, row)]), ...removed.map((row): ['−', string] => ['−', lineOf(t, row)]), ...changed.map(({ after }): ['~', string] => ['~', lineOf(t, after)])]
  const kept = read.data.rows
  return (
    <div className={css['look']}>
      <p>{lines.length === 0 ? t('versions.same') : t('versions.differs', { added: added.length, removed: removed.length, changed: changed.length })}</p>
      {lines.length > 0 && <ul tabIndex={0} aria-label={t('versions.differences')}>{lines.slice(0, SHOWN).map(([sign, text]) => <li key={sign + text}><b aria-hidden>{sign}</b> <span className="unseen">{t(`versions.sign.${sign === '+' ? 'added' : sign === '−' ? 'removed' : 'changed'}`)}</span>{text}</li>)}</ul>}
      {onTake && countChanges({ added, removed, changed }) > 0 && <Button size="compact-sm" variant="default" onClick={() => onTake(kept)}>{t('versions.take')}</Button>}
    </div>
  )
}

/** Every version of the lists: who answers for it, when and why; each to be looked at beside what is here, and taken back. */
export const VersionsDialog = ({ rows, onTake, onClose }: { rows: readonly Row[]; /** Null for who may not. */ onTake: ((rows: Row[]) => void) | null; onClose: () => void }) => {
  const { t } = useTranslation(['lists', 'common'])
  const versions = useAsk('house.versions', null)
  const [open, setOpen] = useState<string | null>(null)
  return (
    <Modal opened onClose={onClose} title={t('lists:versions.title')} size="lg" closeButtonProps={{ 'aria-label': t('common:close') }}>
      <Stack gap="sm">
        {versions.isError && <FaultNote fault={versions.error} retry={() => void versions.refetch()} />}
        {versions.isPending && <Patient />}
        {versions.data?.length === 0 && <Text size="sm">{t('lists:none')}</Text>}
        <ul className={css['versions']}>
          {(versions.data ?? []).map((version) => (
            <li key={version.id}>
              <Group justify="space-between" wrap="nowrap">
                <p><b>{t('lists:versions.number', { number: version.number })}</b> {version.name} <When at={version.at} /> <code title={version.sha256}>{version.sha256.slice(0, 12)}</code><br /><span>{version.reason}</span></p>
                <Button size="compact-sm" variant="default" aria-expanded={open === version.id} aria-label={t('lists:versions.lookAt', { number: version.number })} onClick={() => setOpen(open === version.id ? null : version.id)}>{t('lists:versions.look')}</Button>
              </Group>
              {open === version.id && <Look version={version} rows={rows} onTake={onTake && ((kept) => { onTake(kept); onClose() })} />}
            </li>
          ))}
        </ul>
      </Stack>
    </Modal>
  )
}
