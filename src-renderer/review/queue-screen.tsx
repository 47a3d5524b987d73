import { ActionIcon, Button, SegmentedControl } from '@mantine/core'
import { IconKeyboard, IconTransferIn, IconX } from '@tabler/icons-react'
import { useCallback, useDeferredValue, useLayoutEffect, useMemo, useRef, useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { handoffIn } from '../handoff/handoff-files'
import { TakeOverDialog } from '../handoff/take-over-dialog'
import { useKept } from '../library/kept'
import library from '../library/library.module.css'
import { focusRow, useListKeys } from '../library/list-keys'
import { useSelection } from '../library/selection'
import { usePlace } from '../library/use-place'
import { useApp } from '../ui/app-state'
import { useAsk } from '../ui/ask'
import { FaultNote, sayFailure } from '../ui/fault-note'
import { Patient } from '../ui/patient'
import { go } from '../ui/route'
import { useOfferActs } from '../ui/screen-acts'
import { actsFor, judge, type Act } from './allowed'
import { useClaiming } from './claiming'
import { claimRefusal, useHouse } from './house'
import { intend } from './intent'
import { QueueFilter } from './queue-filter'
import { QueueKeys } from './queue-keys'
import { QueueList } from './queue-list'
import { arrange, firstView, inScope, isNarrowed, SCOPES, type QueueView, type Scope } from './queue-view'

const isScope = (value: string): value is Scope => (SCOPES as readonly string[]).includes(value)

/** The desk's queue: what waits for this person, all of it, or what is stopped; narrowed, put in order, chosen and claimed. */
export const QueueScreen = () => {
  const { t } = useTranslation(['review', 'common', 'library', 'handoff'])
  const { person } = useApp()
  const house = useHouse()
  const queue = useAsk('desk.pieces', { scope: 'queue' })
  const stopped = useAsk('desk.pieces', { scope: 'stopped' })
  const [view, look] = useKept<QueueView>(`queue of ${person.id}`, firstView)
  const [taking, setTaking] = useState<{ file: File | null } | null>(null)
  const [keys, setKeys] = useState(false)
  const search = useRef<HTMLInputElement>(null)

  const scopes = useMemo(() => {
    const [waiting, halted] = [queue.data ?? [], stopped.data ?? []]
    const of = (scope: Scope) => inScope(scope, waiting, halted, house)
    return { mine: of('mine'), all: of('all'), stopped: of('stopped') }
  }, [queue.data, stopped.data, house])
  const pieces = scopes[view.scope]
  const rows = useDeferredValue(useMemo(() => arrange(pieces, view, house), [pieces, view, house]))
  const order = useMemo(() => rows.map(({ standing }) => standing.story), [rows])
  const there = useMemo(() => new Set(order), [order])
  const selection = useSelection(`chosen at the desk by ${person.id}`, there)
  const claiming = useClaiming()

  const claim = (act: 'claim' | 'release', ids: readonly string[]): void => {
    if (ids.length > 1) selection.clear()
    void claiming(act, ids)
  }
  const pieceOf = (id: string | null) => rows.find(({ standing }) => standing.story === id)
  const decide = (id: string | null, wanted: 'return' | 'forward' | 'proof'): void => {
    const piece = pieceOf(id)
    if (!piece) return
    const { standing } = piece
    const asker = house.askerFor(standing)
    const act: Act = wanted === 'forward' ? (actsFor(standing, asker.policy).includes('signOff') ? 'signOff' : 'pass') : wanted
    const refusal = judge(standing, act, asker).refusal ?? (act === 'proof' ? null : claimRefusal(piece, person, asker.now))
    if (refusal) {
      sayFailure(t, refusal)
      return
    }
    intend(standing.story, act)
    go({ screen: 'piece', id: standing.story })
  }
  const seek = (scope: Scope): void => look({ ...view, scope, stage: '' })

  const latest = useRef({ claim, selection, order })
  useLayoutEffect(() => {
    latest.current = { claim, selection, order }
  })
  const claimOne = useCallback((act: 'claim' | 'release', id: string): void => {
    latest.current.claim(act, [id])
    focusRow(id)
  }, [])
  const choose = useCallback((id: string, stretch: boolean): void => {
    const { selection: now, order: standing } = latest.current
    if (stretch) now.extend(standing, id, id)
    else now.toggle(id)
    focusRow(id)
  }, [])
  const meant = (at: string | null): readonly string[] => (selection.chosen.size > 0 ? [...selection.chosen] : at === null ? [] : [at])

  useListKeys({
    order, selection, search,
    showKeys: () => setKeys(true),
    escape: () => look({ ...view, text: '' }),
    act: (key, at) => {
      const scope = SCOPES[Number(key) - 1]
      if (scope) seek(scope)
      else if (key === 'c' || key === 'u') {
        const ids = meant(at)
        if (ids.length > 0) claim(key === 'c' ? 'claim' : 'release', ids)
      } else if (key === 'r') decide(at, 'return')
      else if (key === 'a') decide(at, 'forward')
      else if (key === 'o') decide(at, 'proof')
      else return false
      return true
    },
  })
  useOfferActs([
    ...SCOPES.map((scope, index) => ({ id: scope, label: t(`review:shown.go.${scope}`), keys: String(index + 1), run: () => seek(scope) })),
    { id: 'due', label: t('review:order.due'), keys: '', run: () => look({ ...view, order: 'due' }) },
    ...(selection.chosen.size > 0 ? (['claim', 'release'] as const).map((act) => ({ id: act, label: t(`review:bulk.${act}`, { count: selection.chosen.size }), keys: act === 'claim' ? 'C' : 'U', run: () => claim(act, [...selection.chosen]) })) : []),
    { id: 'takeOver', label: t('handoff:take.open'), keys: '', run: () => setTaking({ file: null }) },
    { id: 'keys', label: t('review:keys.show'), keys: '?', run: () => setKeys(true) },
  ])
  usePlace(`place at the desk of ${person.id}`, queue.isSuccess)

  const asked = view.scope === 'stopped' ? stopped : queue
  const onDrop = (event: DragEvent): void => {
    event.preventDefault()
    const file = handoffIn(event.dataTransfer.files)
    if (file) setTaking({ file })
  }
  return (
    <div className={library['screen']} onDragOver={(event) => event.dataTransfer.types.includes('Files') && event.preventDefault()} onDrop={onDrop}>
      <header className={library['head']}>
        <h1>{t('common:nav.desk')}</h1>
        <SegmentedControl size="xs" aria-label={t('review:shown.label')} value={view.scope} onChange={(value) => isScope(value) && seek(value)}
          data={SCOPES.map((scope) => ({ value: scope, label: t(`review:shown.${scope}`, { count: scopes[scope].length }) }))} />
        <Button size="compact-sm" variant="default" leftSection={<IconTransferIn size={16} aria-hidden />} onClick={() => setTaking({ file: null })}>{t('handoff:take.open')}</Button>
      </header>
      <QueueFilter pieces={pieces} house={house} view={view} look={look} search={search} leave={() => focusRow(order[0])} />
      {asked.isError && <FaultNote fault={asked.error} retry={() => void asked.refetch()} />}
      {asked.isPending && <Patient />}
      <p className="unseen" role="status">{asked.isSuccess ? t('review:count', { count: rows.length }) : ''}</p>
      {asked.data && rows.length === 0 && (
        <div className={library['empty']}>
          {isNarrowed(view) ? (
            <>
              <p>{t('review:empty.narrowed')}</p>
              <p><Button size="compact-sm" variant="default" onClick={() => look({ ...view, stage: '', channel: [], text: '' })}>{t('library:narrow.clear')}</Button></p>
            </>
          ) : (
            <>
              <p>{t(`review:empty.${view.scope}`)}</p>
              {view.scope === 'mine' && <p>{scopes.all.length > 0 ? t('review:empty.others', { count: scopes.all.length }) : t('review:empty.hint')}</p>}
            </>
          )}
        </div>
      )}
      {rows.length > 0 && <QueueList rows={rows} house={house} chosen={selection.chosen} claim={claimOne} choose={choose} />}
      <Button size="compact-xs" variant="subtle" mt={16} leftSection={<IconKeyboard size={14} aria-hidden />} onClick={() => setKeys(true)}>{t('review:keys.show')}</Button>
      {selection.chosen.size > 0 && (
        <div className={library['bulk']} role="region" aria-label={t('library:bulk.label')}>
          <b role="status">{t('review:bulk.chosen', { count: selection.chosen.size })}</b>
          <Button size="compact-sm" variant="default" onClick={() => claim('claim', [...selection.chosen])}>{t('review:claim.claim')}</Button>
          <Button size="compact-sm" variant="default" onClick={() => claim('release', [...selection.chosen])}>{t('review:claim.release')}</Button>
          <ActionIcon variant="subtle" aria-label={t('library:bulk.clear')} title={`${t('library:bulk.clear')} (Esc)`} onClick={selection.clear}><IconX size={16} aria-hidden /></ActionIcon>
        </div>
      )}
      <TakeOverDialog opened={taking !== null} file={taking?.file ?? null} close={() => setTaking(null)} />
      <QueueKeys opened={keys} close={() => setKeys(false)} />
    </div>
  )
}
