import { ActionIcon, Button, Menu, Tabs, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArrowLeft, IconChevronDown, IconTableExport, IconTableImport } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Output } from '../../../src-shared/bridge/contract'
import type { HeldLists } from '../../../src-shared/bridge/house'
import { KINDS, keyOf, kindSchema, type Kind, type Row } from '../../../src-shared/proofing/house/row'
import { maySetLists } from '../../../src-shared/review/access'
import { bench } from '../../bench'
import { useApp } from '../../ui/app-state'
import { useAsk } from '../../ui/ask'
import { FaultNote, sayFailure } from '../../ui/fault-note'
import { FileChoice } from '../../ui/file-choice'
import { Patient } from '../../ui/patient'
import { addressOf } from '../../ui/route'
import rowsCss from '../../ui/rows.module.css'
import { When } from '../../ui/time'
import { changesBetween, putRow, removeRow, replaceRows, takeRows, undoStep, useDraft } from './draft'
import { DraftBar } from './draft-bar'
import { Entries } from './entries'
import { EntryDialog } from './entry-dialog'
import css from './lists.module.css'
import { SaveDialog } from './save-dialog'
import { TakeInDialog } from './take-in-dialog'
import { VersionsDialog } from './versions-dialog'

type Asking = { what: 'entry'; was: Row | null } | { what: 'save' } | { what: 'versions' } | { what: 'table'; name: string; read: Output<'house.readTable'> } | null

const Standing = ({ version, asOf }: HeldLists) => {
  const { t } = useTranslation('lists')
  return (
    <p className={css['standing']}>
      {version ? <><b>{t('versions.number', { number: version.number })}</b> {t('signedBy', { name: version.name })} <When at={version.at} /> <span>{version.reason}</span> <code title={version.sha256}>{version.sha256.slice(0, 12)}</code></> : t('none')}
      {asOf !== null && <span>{t('asOf')} <When at={asOf} /></span>}
    </p>
  )
}

const House = ({ lists }: { lists: HeldLists }) => {
  const { t } = useTranslation(['lists', 'common'])
  const { person } = useApp()
  const may = maySetLists(person)
  const { draft, set } = useDraft(person.id, lists)
  const [kind, setKind] = useState<Kind>('wrong')
  const [asking, setAsking] = useState<Asking>(null)
  const shut = (): void => setAsking(null)
  const { rows } = draft
  const changes = changesBetween(draft.from.rows, rows)
  const unsaved = new Set([...changes.added, ...changes.changed.map(({ after }) => after)].map(keyOf))

  const readFile = async (file: File | undefined): Promise<void> => {
    if (!file) return
    const read = await bench.ask('house.readTable', { name: file.name.slice(0, 255), kind, bytes: new Uint8Array(await file.arrayBuffer()) })
    if (read.ok) setAsking({ what: 'table', name: file.name, read: read.value })
    else sayFailure(t, read)
  }
  const write = async (only: Kind | null): Promise<void> => {
    const made = await bench.ask('house.writeTable', { title: only ? `${t('lists:title')} ${t(`lists:kind.${only}`)}` : t('lists:title'), rows: rows.filter((row) => only === null || row.kind === only) })
    if (!made.ok) { sayFailure(t, made); return; }
    const { path, name } = made.value
    notifications.show({
      color: 'pine', autoClose: 15_000, closeButtonProps: { 'aria-label': t('common:close') },
      message: <>{t('lists:export.done', { name })} <Button size="compact-xs" variant="default" onClick={() => void bench.ask('published.reveal', { path })}>{t('lists:export.reveal')}</Button></>,
    })
  }

  return (
    <>
      <header className={rowsCss['head']}>
        <ActionIcon component="a" href={addressOf({ screen: 'settings' })} variant="subtle" size="lg" aria-label={t('lists:back')}><IconArrowLeft size={18} aria-hidden /></ActionIcon>
        <h1>{t('lists:title')}</h1>
        <Button size="compact-sm" variant="subtle" onClick={() => setAsking({ what: 'versions' })}>{t('lists:versions.open')}</Button>
        {may && <FileChoice size="compact-sm" accept=".csv,.tsv,.txt,text/csv" leftSection={<IconTableImport size={16} aria-hidden />} onChosen={([file]) => void readFile(file)}>{t('lists:table.open')}</FileChoice>}
        <Menu position="bottom-end" withinPortal>
          <Menu.Target><Button size="compact-sm" variant="default" leftSection={<IconTableExport size={16} aria-hidden />} rightSection={<IconChevronDown size={14} aria-hidden />}>{t('lists:export.open')}</Button></Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => void write(null)}>{t('lists:export.all')}</Menu.Item>
            <Menu.Item onClick={() => void write(kind)}>{t('lists:export.one', { kind: t(`lists:kind.${kind}`) })}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </header>
      <Standing {...lists} />
      {may ? (
        <DraftBar draft={draft} behind={lists.version?.id !== draft.from.version?.id} onUndo={() => set(undoStep(draft))} onDrop={() => set(null)} onSave={() => setAsking({ what: 'save' })} />
      ) : (
        <Text size="sm" c="dimmed" mb="sm">{t('lists:readOnly')}</Text>
      )}
      <Tabs value={kind} onChange={(next) => setKind(kindSchema.catch('wrong').parse(next))}>
        <Tabs.List aria-label={t('lists:title')}>
          {KINDS.map((each) => <Tabs.Tab key={each} value={each}>{t(`lists:kind.${each}`)} <span className={css['count']}>{rows.filter((row) => row.kind === each).length}</span></Tabs.Tab>)}
        </Tabs.List>
        {KINDS.map((each) => (
          <Tabs.Panel key={each} value={each} pt="sm">
            {each === kind && <Entries kind={each} rows={rows} unsaved={unsaved} may={may} onAdd={() => setAsking({ what: 'entry', was: null })} onChange={(was) => setAsking({ what: 'entry', was })} onRemove={(row) => set(removeRow(draft, row))} />}
          </Tabs.Panel>
        ))}
      </Tabs>
      {asking?.what === 'entry' && <EntryDialog kind={asking.was?.kind ?? kind} was={asking.was} keys={new Set(rows.map(keyOf))} onPut={(row) => set(putRow(draft, row, asking.was))} onClose={shut} />}
      {asking?.what === 'save' && <SaveDialog from={draft.from} rows={rows} summary={t('lists:changes', { added: changes.added.length, changed: changes.changed.length, removed: changes.removed.length })} onSaved={() => { set(null); shut() }} onClose={shut} />}
      {asking?.what === 'versions' && <VersionsDialog rows={rows} onTake={may ? (kept) => set(replaceRows(draft, kept)) : null} onClose={shut} />}
      {asking?.what === 'table' && <TakeInDialog name={asking.name} read={asking.read} rows={rows} onTake={(taken) => set(takeRows(draft, taken))} onClose={shut} />}
    </>
  )
}

/** The house's lists 用词与名单: words, officials, names and sources every window reads copy by; kept by whoever answers for them. */
export const ListsScreen = () => {
  const asked = useAsk('house.lists', null)
  return (
    <div className={rowsCss['screen']}>
      {asked.isError && <FaultNote fault={asked.error} retry={() => void asked.refetch()} />}
      {asked.isPending && <Patient />}
      {asked.data && <House lists={asked.data} />}
    </div>
  )
}
