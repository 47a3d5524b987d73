import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'

import type { Failure } from '../../src-shared/outcome'
import { bench } from '../bench'
import { useReread } from '../ui/ask'
import { describeFailure } from '../ui/failure'

/** Takes pieces in hand, or lets go of them, one after the other; says what could not be done and why. */
export const useClaiming = (): ((act: 'claim' | 'release', ids: readonly string[]) => Promise<void>) => {
  const { t } = useTranslation(['review', 'common'])
  const reread = useReread()
  return async (act, ids) => {
    const refused: Failure[] = []
    for (const id of ids) {
      const outcome = act === 'claim' ? await bench.ask('desk.claim', { id, takeOver: false }) : await bench.ask('desk.release', { id })
      if (!outcome.ok) refused.push(outcome)
    }
    reread('desk.pieces', 'desk.piece')
    const close = { closeButtonProps: { 'aria-label': t('common:close') } }
    const done = ids.length - refused.length
    if (ids.length > 1 && done > 0) notifications.show({ ...close, message: t(`review:bulk.done.${act}`, { count: done }) })
    if (refused.length > 0)
      notifications.show({ ...close, color: 'cinnabar', autoClose: 12_000, title: t(`review:bulk.refused.${act}`, { count: refused.length }), message: [...new Set(refused.map((failure) => describeFailure(t, failure)))].join(' ') })
  }
}
