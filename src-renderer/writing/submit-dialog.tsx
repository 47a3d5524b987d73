import { Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Failure } from '../../src-shared/outcome'
import { destinationLosses } from '../../src-shared/publication/preflight-losses'
import { countStory } from '../../src-shared/story/count'
import { bench } from '../bench'
import { useApp } from '../ui/app-state'
import { useReread } from '../ui/ask'
import { FaultNote } from '../ui/fault-note'
import { useKeyDialog } from '../ui/key-dialog'
import { shortTime } from '../ui/time'
import { ChecksList } from './checks-list'
import { checksOf } from './derived'
import type { Place } from './jump'
import { LossList } from './loss-list'
import type { Session } from './session'
import css from './writing.module.css'

/** `correcting` where the piece was signed off: what is sent is a correction, which says what it sets right. */
type Inside = { correcting: boolean; session: Session; onClose: () => void; onGo: (place: Place) => void; onSent: () => void }

const Preflight = ({ correcting, session, onClose, onGo, onSent }: Inside) => {
  const { t, i18n } = useTranslation('writing')
  const { newsroom } = useApp()
  const withKey = useKeyDialog()
  const reread = useReread()
  // What is shown is what was there when the dialog opened; nothing can be typed beneath it.
  const [{ story, unmet }] = useState(() => {
    const now = session.story()
    return { story: now, unmet: checksOf(session.store, now.body, session.notes.value()) }
  })
  const destinations = newsroom?.destinations ?? []
  const losses = destinationLosses(story, destinations)
  const [correction, setCorrection] = useState('')
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<Failure | null>(null)
  const blocked = unmet.some(({ severity }) => severity === 'block')
  const counts = countStory(story)
  const send = async (): Promise<void> => {
    setBusy(true)
    setFault(null)
    const saved = await session.saver.flush()
    const sent = saved.ok ? await withKey(() => bench.ask('submit.send', { id: story.id, ...(correcting && { correction: correction.trim() }) })) : saved
    setBusy(false)
    if (!sent.ok) {
      setFault(sent)
      return
    }
    notifications.show({ color: 'pine', title: t('submit.sentTitle'), message: t('submit.sent', { headline: story.headline }), classNames: { description: css.noticeWords }, closeButtonProps: { 'aria-label': t('close') } })
    onClose()
    reread('outbox.list', 'library.list')
    onSent()
  }
  return (
    <Stack gap="md">
      {blocked && <p className={css.dialogWords}>{t('submit.blocked')}</p>}
      {!blocked && (
        <dl className={css.sheet}>
          <dt>{t('field.headline')}</dt>
          <dd className={css.sheetHeadline}>{story.headline}</dd>
          <dt>{t('field.byline')}</dt>
          <dd>{story.byline}</dd>
          <dt>{t('field.channel')}</dt>
          <dd>{story.channel.join(' › ')}</dd>
          {story.embargo !== null && (
            <>
              <dt>{t('field.embargo')}</dt>
              <dd>{shortTime(story.embargo, i18n.language)}</dd>
            </>
          )}
          {story.destinations.length > 0 && (
            <>
              <dt>{t('field.destinations')}</dt>
              <dd>{story.destinations.map((id) => destinations.find((each) => each.id === id)?.name ?? id).join(t('list.join'))}</dd>
            </>
          )}
          <dt>{t('submit.length')}</dt>
          <dd>{story.language === 'en' ? t('length.words', { count: counts.words }) : t('length.characters', { count: counts.characters, bare: counts.withoutPunctuation })}</dd>
          <dt>{t('inspector.photos')}</dt>
          <dd>{t('submit.photos', { count: counts.photos })}</dd>
        </dl>
      )}
      {correcting && !blocked && <Textarea data-autofocus label={t('correct.reason')} description={t('correct.about')} value={correction} maxLength={5000} autosize minRows={2} maxRows={8} onChange={(event) => setCorrection(event.currentTarget.value)} />}
      {unmet.length > 0 && <ChecksList unmet={unmet} onGo={onGo} />}
      {losses.map((each) => <LossList key={each.destination.id} losses={each} onGo={onGo} />)}
      {fault && <FaultNote fault={fault} />}
      <Group justify="flex-end" gap="xs" className={css.dialogFoot}>
        <Button variant="default" onClick={onClose}>{t(blocked ? 'close' : 'cancel')}</Button>
        {!blocked && <Button data-autofocus={correcting ? undefined : true} loading={busy} disabled={correcting && correction.trim() === ''} onClick={() => void send()}>{t(correcting ? 'correct.send' : 'submit.send')}</Button>}
      </Group>
    </Stack>
  )
}

/** The preflight: each unmet rule goes to its place; with nothing in the way, what will be sent, and one button. */
export const SubmitDialog = ({ opened, correcting, session, onClose, onGo, onSent }: Inside & { opened: boolean }) => {
  const { t } = useTranslation('writing')
  // The dialog gives focus back as it closes; a jump waits until that is over.
  const going = useRef<Place | null>(null)
  const go = (place: Place): void => {
    going.current = place
    onClose()
  }
  const onExitTransitionEnd = (): void => {
    if (going.current) onGo(going.current)
    going.current = null
  }
  return (
    <Modal opened={opened} onClose={onClose} title={t(correcting ? 'correct.title' : 'submit.title')} size={520} closeButtonProps={{ 'aria-label': t('close') }} onExitTransitionEnd={onExitTransitionEnd}>
      <Preflight correcting={correcting} session={session} onClose={onClose} onGo={go} onSent={onSent} />
    </Modal>
  )
}
