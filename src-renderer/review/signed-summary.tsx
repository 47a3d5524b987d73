import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { ChangeClass, Rules } from '../../src-shared/review/policy'
import type { Standing } from '../../src-shared/review/states'
import { countStory } from '../../src-shared/story/count'
import type { Story } from '../../src-shared/story/story'
import { useApp } from '../ui/app-state'
import { shortTime } from '../ui/time'
import { shortFingerprint } from './fingerprint'
import classes from './piece.module.css'

/** A new revision that is cut before a decision: what the edits touch, and what falls by that. */
export type Cut = { changes: readonly ChangeClass[]; fallen: { approvals: boolean; proofs: boolean }; /** There are approvals or proof passes it could make fall. */ earlier: boolean }

/** What of a piece falls by such changes; only what there is can fall. */
export const fallenBy = (changes: readonly ChangeClass[], { voids }: Rules, { stage, proofs }: Pick<Standing, 'stage' | 'proofs'>): Cut['fallen'] => ({
  approvals: stage > 0 && changes.some((change) => voids[change].approvals),
  proofs: proofs.length > 0 && changes.some((change) => voids[change].proofs),
})

/** What a decision puts a name to; `sha256` is the stored revision's, null where it is cut only then. */
export type Signed = { story: Story; stage: string; revision: number; sha256: string | null; behalf: string; cut: Cut | null }

/** Exactly what is signed, counted from the story on screen; and, before anything else, that a new revision is cut from the edits. */
export const SignedSummary = ({ story, stage, revision, sha256, behalf, cut }: Signed) => {
  const { t, i18n } = useTranslation(['review', 'common', 'writing'])
  const { person } = useApp()
  const { characters } = countStory(story)
  const facts: [string, string][] = [
    [t('review:signed.characters'), characters.toLocaleString()],
    [t('review:signed.photos'), String(Object.keys(story.photos).length)],
    ...(story.embargo === null ? [] : [[t('writing:field.embargo'), shortTime(story.embargo, i18n.language)] satisfies [string, string]]),
    [t('review:signed.stage'), stage],
    [t('review:signed.revision'), cut ? t('review:signed.cut', { number: revision }) : String(revision)],
    [t('review:signed.signer'), behalf === '' ? person.name : t('review:signed.behalf', { name: person.name, behalf })],
  ]
  const fallen = cut ? (['approvals', 'proofs'] as const).filter((each) => cut.fallen[each]) : []
  return (
    <div>
      {cut && (
        <div className={classes['cut']} role="note">
          <b>{t('review:cut.title', { number: revision })}</b>
          <p>{t('review:cut.changes', { changes: cut.changes.map((change) => t(`review:change.${change}`)).join(t('review:stages.separator')) })}</p>
          {fallen.map((each) => <p key={each} data-falls>{t(`review:cut.falls.${each}`)}</p>)}
          {fallen.length === 0 && cut.earlier && <p>{t('review:cut.stands')}</p>}
        </div>
      )}
      <dl className={classes['signed']} aria-label={t('review:signed.title')}>
        <dt>{t('review:signed.headline')}</dt>
        <dd className={classes['headline']} lang={story.language}>{story.headline}</dd>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <dt>{t('review:fingerprint')}</dt>
        <dd className={sha256 === null ? undefined : classes['print']} title={sha256 ?? undefined}>{sha256 === null ? t('review:signed.printLater') : shortFingerprint(sha256)}</dd>
      </dl>
      <Text size="sm" c="dimmed" mt={8}>{t('review:signed.proves')}</Text>
    </div>
  )
}
