import { Button, Progress } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { BatchProgress, BatchReport } from '../../src-shared/publication/batch'
import { bench } from '../bench'
import { useAsk } from '../ui/ask'
import { describeFailure } from '../ui/failure'
import { FaultNote, sayFailure } from '../ui/fault-note'
import { sizeWords } from '../ui/size'
import css from './batch.module.css'

const Going = ({ going: { done, total, headline } }: { going: BatchProgress }) => {
  const { t } = useTranslation('published')
  const words = t('batch.going', { number: done + 1, total })
  return (
    <div className={css.going}>
      <span role="status">{words}</span>
      <Button size="compact-sm" variant="default" onClick={() => void bench.ask('batch.cancel', null)}>{t('batch.stop')}</Button>
      <Progress className={css.bar ?? ''} value={(100 * done) / total} size="sm" aria-label={words} color="var(--stet-ink-fill)" />
      <span className={css.headline}>{headline}</span>
    </div>
  )
}

const Done = ({ report: { folder, written, refused, left, ended }, headlineOf, rest }: { report: BatchReport; headlineOf: (id: string) => string; rest: (ids: readonly string[]) => void }) => {
  const { t, i18n } = useTranslation(['published', 'common'])
  const reveal = async (): Promise<void> => {
    const outcome = await bench.ask('batch.reveal', null)
    if (!outcome.ok) sayFailure(t, outcome)
  }
  const bytes = written.reduce((sum, each) => sum + each.bytes, 0)
  return (
    <div className={css.done} data-whole={refused.length === 0 && ended === null}>
      <p role="status">{written.length > 0 ? t('published:batch.done', { count: written.length, size: sizeWords(bytes, i18n.language) }) : t('published:batch.none')}</p>
      {folder !== null && <p className={css.path}><code>{folder}</code></p>}
      {refused.length > 0 && (
        <>
          <p>{t('published:batch.refused', { count: refused.length })}</p>
          <ul className={css.refused} tabIndex={0} aria-label={t('published:batch.refused', { count: refused.length })}>
            {refused.map(({ id, headline, failure }) => <li key={id}><b>{headline || headlineOf(id)}</b> {describeFailure(t, failure)}</li>)}
          </ul>
        </>
      )}
      {ended && left.length > 0 && <p>{t('published:batch.left', { count: left.length })} {ended.code === 'cancelled' ? '' : describeFailure(t, ended)}</p>}
      <div className={css.acts}>
        {folder !== null && <Button size="compact-sm" variant="default" onClick={() => void reveal()}>{t('published:batch.reveal')}</Button>}
        {left.length > 0 && <Button size="compact-sm" variant="default" onClick={() => rest(left)}>{t('published:batch.rest', { count: left.length })}</Button>}
        <Button size="compact-sm" variant="subtle" onClick={() => void bench.ask('batch.dismiss', null)}>{t('common:close')}</Button>
      </div>
    </div>
  )
}

/** How far an export of many packages is, with a way to stop it; then what came of it, until it is closed. It goes on while another screen stands here. */
export const BatchPanel = ({ headlineOf, rest }: { headlineOf: (id: string) => string; /** Exports what was left. */ rest: (ids: readonly string[]) => void }) => {
  const { t } = useTranslation(['published', 'common'])
  const { data } = useAsk('batch.state', null)
  if (!data || (data.going === null && data.report === null && data.fault === null)) return null
  return (
    <section className={css.panel} aria-label={t('published:batch.panel')}>
      {data.going && <Going going={data.going} />}
      {data.report && <Done report={data.report} headlineOf={headlineOf} rest={rest} />}
      {data.fault && <FaultNote fault={data.fault} act={{ words: t('common:close'), run: () => void bench.ask('batch.dismiss', null) }} />}
    </section>
  )
}
