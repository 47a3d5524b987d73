import { Button } from '@mantine/core'
import { IconKeyboard } from '@tabler/icons-react'
import { useCallback, useDeferredValue, useLayoutEffect, useMemo, useRef, useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { fitsFilter } from '../../src-shared/bridge/library-filter'
import { handoffIn } from '../handoff/handoff-files'
import { TakeOverDialog } from '../handoff/take-over-dialog'
import { useApp } from '../ui/app-state'
import { useAsk } from '../ui/ask'
import { FaultNote } from '../ui/fault-note'
import { Patient } from '../ui/patient'
import { useActs, type RowAct } from './acts'
import { BulkBar } from './bulk-bar'
import { FilterBar } from './filter-bar'
import { groupRows } from './groups'
import { ImportDialog } from './import-dialog'
import { documentsIn } from './importing'
import { useKept } from './kept'
import { KeysDialog } from './keys-dialog'
import classes from './library.module.css'
import { filterOf, isNarrowed, notNarrowed } from './narrowing'
import { NewStoryMenu } from './new-story-menu'
import { OutboxPanel } from './outbox-panel'
import { asFirstSeen, foundSections, groupSections, hitsWanted, widened } from './sections'
import { SearchBox } from './search-box'
import { useSelection } from './selection'
import { StoryList } from './story-list'
import { useFound } from './use-found'
import { usePlace } from './use-place'
import { focusRow } from './list-keys'
import { useTriage } from './use-triage'

/** The person's stories, grouped by what to do next; searched, narrowed, chosen and acted upon. */
export const LibraryScreen = ({ making, setMaking }: { making: boolean; setMaking: (making: boolean) => void }) => {
  const { t } = useTranslation(['library', 'common'])
  const { person } = useApp()
  const list = useAsk('library.list', null)
  const pieces = useAsk('desk.pieces', { scope: 'mine' }).data
  const [query, setQuery] = useKept(`query of ${person.id}`, '')
  const [narrowing, narrow] = useKept(`narrowing of ${person.id}`, notNarrowed)
  const [unfolding, unfold] = useKept(`unfolding of ${person.id}`, asFirstSeen)
  const [importing, setImporting] = useState<readonly File[] | null>(null)
  const [taking, setTaking] = useState<{ file: File | null } | null>(null)
  const [keys, setKeys] = useState(false)
  const input = useRef<HTMLInputElement>(null)

  const rows = useMemo(() => list.data ?? [], [list.data])
  const byId = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows])
  const there = useMemo(() => new Set(byId.keys()), [byId])
  const known = useMemo(() => new Map(pieces?.map((piece) => [piece.standing.story, piece])), [pieces])
  // Counted from the day it is, so that it is the same question until midnight.
  const today = new Date().toDateString()
  const filter = useMemo(() => filterOf(narrowing, new Date(today)), [narrowing, today])
  const found = useFound(query, byId, filter, hitsWanted(unfolding))
  const groups = useMemo(() => groupRows(rows.filter((row) => fitsFilter(row, filter))), [rows, filter])
  const sections = useDeferredValue(useMemo(() => (found ? foundSections(found, { t, unfolding }) : groupSections(groups, { t, unfolding }, narrowing.group === 'bin')), [found, groups, unfolding, narrowing.group, t]))
  const order = useMemo(() => sections.flatMap(({ rows: all, folded, limit }) => (folded ? [] : all.slice(0, limit).map(({ id }) => id))), [sections])

  const selection = useSelection(`selection of ${person.id}`, there)
  const act = useActs(byId)
  const chosenRows = useMemo(() => rows.filter(({ id }) => selection.chosen.has(id)), [rows, selection.chosen])
  const doTo = (name: RowAct, ids: readonly string[]): void => {
    // What is in the bin already can only go for good, which is asked about first.
    const gone = name === 'bin' && ids.every((id) => byId.get(id)?.group === 'bin')
    if (!gone && (name === 'bin' || name === 'restore')) selection.clear()
    void act(gone ? 'remove' : name, ids)
  }
  // Rows are drawn again only when they change, so what they call must stay the same.
  const fold = (name: string, folded: boolean): void => unfold({ ...unfolding, folded: { ...unfolding.folded, [name]: folded } })
  const more = (name: string, all: boolean): void => unfold(widened(unfolding, found ? 'found' : name, all))
  const latest = useRef({ doTo, selection, order, fold, more })
  useLayoutEffect(() => {
    latest.current = { doTo, selection, order, fold, more }
  })
  const foldNow = useCallback((name: string, folded: boolean): void => { latest.current.fold(name, folded) }, [])
  const moreNow = useCallback((name: string, all: boolean): void => { latest.current.more(name, all) }, [])
  const rowAct = useCallback((name: RowAct, id: string): void => { latest.current.doTo(name, [id]) }, [])
  const choose = useCallback((id: string, stretch: boolean): void => {
    const { selection: now, order: standing } = latest.current
    if (stretch) now.extend(standing, id, id)
    else now.toggle(id)
    focusRow(id) // A box that keeps the focus would keep the keys.
  }, [])

  useTriage({ order, selection, act: doTo, search: input, newStory: () => setMaking(true), showKeys: () => setKeys(true), escape: () => setQuery('') })
  usePlace(`place of ${person.id}`, list.isSuccess)

  const asked = query.trim() !== ''
  const binned = groups.find(({ group }) => group === 'bin')?.rows
  const emptyBin = useMemo(() => {
    const ids = binned?.map(({ id }) => id) ?? []
    return <Button size="compact-xs" variant="subtle" color="cinnabar" onClick={() => { latest.current.doTo('remove', ids) }}>{t('library:remove.empty', { count: ids.length })}</Button>
  }, [binned, t])
  const withTools = useMemo(() => sections.map((section) => (section.name === 'bin' && !section.folded ? { ...section, tools: emptyBin } : section)), [sections, emptyBin])

  const onDrop = (event: DragEvent): void => {
    event.preventDefault()
    const handoff = handoffIn(event.dataTransfer.files)
    if (handoff) {
      setTaking({ file: handoff })
      return
    }
    const files = documentsIn(event.dataTransfer)
    if (files.length > 0) setImporting(files)
  }

  return (
    <div className={classes['screen']} onDragOver={(event) => event.dataTransfer.types.includes('Files') && event.preventDefault()} onDrop={onDrop}>
      <header className={classes['head']}>
        <h1>{t('common:nav.library')}</h1>
        <SearchBox query={query} search={setQuery} input={input} leave={() => focusRow(order[0])} />
        <NewStoryMenu opened={making} setOpened={setMaking} importText={() => setImporting([])} takeOver={() => setTaking({ file: null })} />
      </header>
      <FilterBar rows={rows} narrowing={narrowing} narrow={narrow} />
      <OutboxPanel />
      {list.isError && <FaultNote fault={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <Patient />}
      <p className={found?.indexing ? classes['status'] : 'unseen'} role="status">
        {found?.indexing ? t('library:search.indexing', found.indexing) : found && !found.pending ? t('library:search.count', { count: found.total }) : ''}
      </p>
      {list.data && sections.length === 0 && !found?.pending && (
        <div className={classes['empty']}>
          <p>{asked ? t('library:nothing.title', { filter: query.trim() }) : isNarrowed(narrowing) ? t('library:nothing.narrowed') : t('library:empty.title')}</p>
          <p>{isNarrowed(narrowing) ? <Button size="compact-sm" variant="default" onClick={() => narrow(notNarrowed)}>{t('library:narrow.clear')}</Button> : asked ? t('library:nothing.hint') : t('library:empty.hint')}</p>
        </div>
      )}
      {sections.length > 0 && (
        <StoryList
          label={t('library:caption')}
          sections={withTools}
          pieces={known}
          chosen={selection.chosen}
          act={rowAct}
          choose={choose}
          fold={foldNow}
          more={moreNow}
          {...(found && { terms: found.terms })}
        />
      )}
      <Button size="compact-xs" variant="subtle" mt={16} leftSection={<IconKeyboard size={14} aria-hidden />} onClick={() => setKeys(true)}>{t('library:keys.show')}</Button>
      {chosenRows.length > 0 && <BulkBar rows={chosenRows} act={(name) => doTo(name, [...selection.chosen])} clear={selection.clear} />}
      <KeysDialog opened={keys} close={() => setKeys(false)} />
      <ImportDialog opened={importing !== null} files={importing ?? []} close={() => setImporting(null)} takeOver={(file) => setTaking({ file })} />
      <TakeOverDialog opened={taking !== null} file={taking?.file ?? null} close={() => setTaking(null)} />
    </div>
  )
}
