import { Button, Progress } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'

import type { LibraryRow } from '../../src-shared/bridge/contract'
import { bench } from '../bench'
import { useReread } from '../ui/ask'
import { describeFailure } from '../ui/failure'
import { sayFailure } from '../ui/fault-note'
import { go } from '../ui/route'
import { say } from '../ui/say'
import { onMany, type Bulk, type BulkMethod } from './bulk'
import { confirmRemoval } from './losing'

/** What can be done to stories from the list. */
export type RowAct = 'bin' | 'restore' | 'remove' | 'duplicate'

/** From this many on, how far it is is shown. */
const MANY = 100

/** True where the act means something for a story of this group. */
export const canAct = (act: RowAct, { group }: Pick<LibraryRow, 'group'>): boolean =>
  act === 'duplicate' ? true : act === 'bin' ? group === 'writing' || group === 'returned' : group === 'bin'

const sayRefusals = (t: TFunction, bulk: Bulk): void => {
  const reasons = new Set(bulk.refused.map(({ failure }) => describeFailure(t, failure)))
  if (reasons.size > 0) notifications.show({ color: 'cinnabar', autoClose: 15_000, closeButtonProps: { 'aria-label': t('common:close') }, title: t('library:bulk.refused', { count: bulk.refused.length }), message: [...reasons].join(' ') })
  if (bulk.left.length > 0) say(t, 'bulk-left', t('library:bulk.left', { count: bulk.left.length }))
}

/** Runs over many stories; a long run shows how far it is and can be stopped. */
const runMany = async (t: TFunction, method: BulkMethod, ids: readonly string[]): Promise<Bulk> => {
  const id = 'bulk'
  let stopped = false
  const reached = (count: number): boolean => {
    if (ids.length < MANY) return true
    const shown = {
      id,
      autoClose: false as const,
      withCloseButton: false,
      message: (
        <>
          {t('library:bulk.going', { count, total: ids.length })}
          <Button size="compact-xs" variant="default" ml={8} onClick={() => { stopped = true }}>{t('common:cancel')}</Button>
          <Progress value={(100 * count) / ids.length} size="sm" mt={6} aria-label={t('library:bulk.progress')} />
        </>
      ),
    }
    if (count === 0) notifications.show(shown)
    else notifications.update(shown)
    return !stopped
  }
  const bulk = await onMany(method, ids, reached)
  notifications.hide(id)
  return bulk
}

/** Does things to stories of `rows`, says what was done and offers the way back. */
export const useActs = (rows: ReadonlyMap<string, LibraryRow>): ((act: RowAct, ids: readonly string[]) => Promise<void>) => {
  const { t } = useTranslation(['library', 'common'])
  const reread = useReread()
  const nameOf = (id: string): string => rows.get(id)?.headline || rows.get(id)?.slugline || t('common:untitled')

  const restore = async (ids: readonly string[]): Promise<void> => {
    const [only] = ids
    if (ids.length === 1 && only !== undefined) {
      const outcome = await bench.ask('library.restore', { id: only })
      if (!outcome.ok) sayFailure(t, outcome)
    } else {
      const bulk = await runMany(t, 'library.restoreMany', ids)
      if (bulk.done.length > 0) say(t, 'restored', t('library:bulk.restored', { count: bulk.done.length }))
      sayRefusals(t, bulk)
    }
    reread('library.list', 'library.search')
  }
  const bin = async (ids: readonly string[]): Promise<void> => {
    const [only] = ids
    const row = only === undefined ? undefined : rows.get(only)
    if (ids.length === 1 && only !== undefined && row && canAct('bin', row)) {
      const outcome = await bench.ask('library.bin', { id: only })
      if (outcome.ok) say(t, `bin-${only}`, t('library:binned', { name: nameOf(only) }), { word: t('common:undo'), act: () => void restore([only]) })
      else sayFailure(t, outcome)
    } else {
      const bulk = await runMany(t, 'library.binMany', ids)
      if (bulk.done.length > 0) say(t, `bin-${bulk.done[0] ?? ''}`, t('library:bulk.binned', { count: bulk.done.length }), { word: t('common:undo'), act: () => void restore(bulk.done) })
      sayRefusals(t, bulk)
    }
    reread('library.list', 'library.search')
  }
  const remove = async (ids: readonly string[]): Promise<void> => {
    const bulk = await runMany(t, 'library.removeMany', ids)
    for (const id of bulk.done) notifications.hide(`bin-${id}`) // There is no way back any more.
    if (bulk.done.length > 0) say(t, 'removed', t('library:remove.done', { count: bulk.done.length }))
    sayRefusals(t, bulk)
    reread('library.list', 'library.search')
  }
  const duplicate = async (ids: readonly string[]): Promise<void> => {
    for (const id of ids) {
      const outcome = await bench.ask('library.duplicate', { id })
      reread('library.list')
      if (!outcome.ok) {
        sayFailure(t, outcome)
        return
      }
      const { story } = outcome.value
      say(t, `copy-${story.id}`, t('library:duplicated', { name: nameOf(id) }), { word: t('library:openCopy'), act: () => go({ screen: 'story', id: story.id }) })
    }
  }

  return async (act, ids) => {
    // What cannot go to the bin is asked for all the same: the host says why not.
    const meant = ids.filter((id) => { const row = rows.get(id); return row !== undefined && (canAct(act, row) || (act === 'bin' && row.group !== 'bin')) })
    if (meant.length === 0) return
    if (act === 'remove') confirmRemoval(t, meant.flatMap((id) => rows.get(id) ?? []), () => void remove(meant))
    else await { bin, restore, duplicate }[act](meant)
  }
}
