import { Button, Progress } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { OutboxEntry } from '../../src-shared/bridge/contract'
import { bench } from '../bench'
import { HandOverDialog } from '../handoff/hand-over-dialog'
import { useAsk, useReread } from '../ui/ask'
import { describeFailure } from '../ui/failure'
import { sayFailure } from '../ui/fault-note'
import { useKeyDialog } from '../ui/key-dialog'
import { Pill } from '../ui/pill'
import { go } from '../ui/route'
import { When } from '../ui/time'
import classes from './outbox.module.css'

const Entry = ({ entry }: { entry: OutboxEntry }) => {
  const { t } = useTranslation(['library', 'common', 'handoff'])
  const reread = useReread()
  const withKey = useKeyDialog()
  const [busy, setBusy] = useState(false)
  const [carrying, setCarrying] = useState(false)
  const parked = entry.state === 'parked'
  const others = entry.signedBy !== ''

  const act = async (method: 'outbox.retry' | 'outbox.withdraw'): Promise<void> => {
    setBusy(true)
    const outcome = await withKey(() => bench.ask(method, { id: entry.id }))
    setBusy(false)
    reread('outbox.list', 'library.list', 'app.state')
    if (!outcome.ok) { sayFailure(t, outcome); return; }
    if (method === 'outbox.withdraw' && !others) go({ screen: 'story', id: entry.story })
  }

  return (
    <li className={classes['entry']}>
      <div className={classes['words']}>
        <p className={classes['headline']}>
          {entry.headline || t('common:untitled')} <Pill tone={parked ? 'cinnabar' : 'ochre'}>{t(`library:outbox.state.${entry.state}`)}</Pill>
        </p>
        {entry.state === 'sending' && entry.total > 0 && <Progress value={(100 * entry.sent) / entry.total} size="sm" my={4} maw={320} aria-label={t('library:outbox.progress')} color="var(--stet-ink-fill)" />}
        {entry.code !== '' && <p className={classes['reason']}>{describeFailure(t, { code: entry.code, message: entry.message, details: {} })}</p>}
        <p className={classes['facts']}>
          {others && <>{t('handoff:outbox.signedBy', { name: entry.signedBy, act: t(`common:act.${entry.decision}`) })} · </>}
          {t(others ? 'handoff:outbox.since' : 'library:outbox.queued')} <When at={entry.queuedAt} />
          {entry.attempts > 0 && <> · {t('library:outbox.attempts', { count: entry.attempts })}</>}
          {entry.nextAt && entry.state === 'waiting' && <> · {t('library:outbox.next')} <When at={entry.nextAt} coming /></>}
          {parked && <> · {t('library:outbox.parkedWhy')}</>}
        </p>
      </div>
      <div className={classes['acts']}>
        <Button size="compact-sm" variant="default" disabled={busy || entry.state === 'sending'} onClick={() => void act('outbox.retry')}>
          {t('common:retry')}
        </Button>
        <Button size="compact-sm" variant="subtle" disabled={busy || entry.state === 'sending'} onClick={() => void act('outbox.withdraw')}>
          {t(others ? 'handoff:outbox.withdraw' : 'library:outbox.withdraw')}
        </Button>
        <Button size="compact-sm" variant="subtle" disabled={busy || entry.state === 'sending'} onClick={() => setCarrying(true)}>{t('handoff:outbox.carry')}</Button>
        <HandOverDialog opened={carrying} id={entry.story} kinds={['acts', 'review']} close={() => setCarrying(false)} />
      </div>
    </li>
  )
}

/** What waits for the desk, each with its state and reason, never dropped. Nothing at all when nothing waits. */
export const OutboxPanel = () => {
  const { t } = useTranslation(['library', 'common'])
  const entries = useAsk('outbox.list', null).data ?? []
  if (entries.length === 0) return null
  return (
    <section className={classes['panel']} aria-labelledby="outbox-title">
      <h2 id="outbox-title" className={classes['title']}>
        {t('library:outbox.title', { count: entries.length })}
      </h2>
      <ul className={classes['entries']}>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ul>
    </section>
  )
}
