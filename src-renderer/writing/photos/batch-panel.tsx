import { Button, CloseButton, Progress } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { describeFailure } from '../../ui/failure'
import type { BatchState, PhotoBatch } from '../adding-photos'
import css from './photos.module.css'
import { useBatch } from './use-photos'

const Working = ({ state, onCancel }: { state: BatchState; onCancel: () => void }) => {
  const { t } = useTranslation('photos')
  const { done, total, name, cancelled } = state
  return (
    <>
      <div className={css.batchHead}>
        <b>{t('batch.reading', { done: Math.min(done + 1, Math.max(1, total)), total: Math.max(1, total) })}</b>
        <Button size="compact-xs" variant="default" onClick={onCancel} disabled={cancelled}>{t('batch.cancel')}</Button>
      </div>
      <Progress value={total === 0 ? 0 : (done / total) * 100} size="sm" aria-label={t('batch.progress')} />
      <p className={css.batchName}>{name}</p>
    </>
  )
}

const summary = (t: (key: string, details: Record<string, unknown>) => string, { added, cancelled, total, done, already, refused }: BatchState): string => {
  if (total === 0) return t('batch.none', {})
  if (cancelled && done < total) return t('batch.stopped', { count: added, left: total - done })
  return added === 0 && already.length + refused.length > 0 ? t('batch.noneAdded', {}) : t('batch.added', { count: added })
}

const Done = ({ state, batch, onGo }: { state: BatchState; batch: PhotoBatch; onGo: (block: string) => void }) => {
  const { t } = useTranslation('photos')
  const { already, refused, remarks } = state
  return (
    <>
      <div className={css.batchHead}>
        <b>{summary((key, details) => t(key, details), state)}</b>
        <CloseButton size="sm" aria-label={t('batch.close')} onClick={batch.dismiss} />
      </div>
      {refused.length > 0 && (
        <section aria-label={t('batch.refused', { count: refused.length })}>
          <h3>{t('batch.refused', { count: refused.length })}</h3>
          <ul tabIndex={0}>{refused.map(({ name, failure }, index) => <li key={index} data-refused><b>{name}</b> <span>{describeFailure(t, failure)}</span></li>)}</ul>
        </section>
      )}
      {already.length > 0 && (
        <section aria-label={t('batch.already', { count: already.length })}>
          <h3>{t('batch.already', { count: already.length })}</h3>
          <ul>
            {already.map((item, index) => (
              <li key={index}>
                <b>{item.name}</b>
                <span className={css.batchActs}>
                  {item.block !== '' && <Button size="compact-xs" variant="subtle" onClick={() => onGo(item.block)}>{t('batch.show')}</Button>}
                  <Button size="compact-xs" variant="subtle" onClick={() => batch.again(item)}>{t('batch.again')}</Button>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {remarks.length > 0 && (
        <section aria-label={t('batch.look')}>
          <h3>{t('batch.look')}</h3>
          <ul>{remarks.map(({ name, kind, frames }, index) => <li key={index}><b>{name}</b> <span>{t(`batch.remark.${kind}`, { frames })}</span></li>)}</ul>
        </section>
      )}
    </>
  )
}

/**
 * The adding of photos, at the window's corner: how far it is and a way to stop; then what was added, what was refused and why,
 * and what is in the story already. One picture that simply came in says nothing.
 */
export const BatchPanel = ({ batch, onGo }: { batch: PhotoBatch; onGo: (block: string) => void }) => {
  const { t } = useTranslation('photos')
  const state = useBatch(batch)
  const { running, finished, total, already, refused, remarks, cancelled } = state
  const quiet = total === 1 && already.length + refused.length + remarks.length === 0 && !cancelled
  const shown = running || (finished && !quiet)
  return (
    <>
      {/* The end is said aloud; every file on the way would only be in the way. */}
      <p role="status" className={`unseen ${css.said ?? ''}`}>{finished && !quiet ? summary((key, details) => t(key, details), state) : ''}</p>
      {shown && (
        <section aria-label={t('batch.label')} className={css.batch} data-working={running || undefined}>
          {running ? <Working state={state} onCancel={batch.cancel} /> : <Done state={state} batch={batch} onGo={onGo} />}
        </section>
      )}
    </>
  )
}
