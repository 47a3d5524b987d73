import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { Piece } from '../../src-shared/desk-api/pieces'
import { countStory } from '../../src-shared/story/count'
import type { Story } from '../../src-shared/story/story'
import { useApp } from '../ui/app-state'
import { shortFingerprint } from './fingerprint'
import classes from './piece.module.css'

/** Exactly what a sign-off puts a name to, counted from the story on screen. */
export const SignedSummary = ({ piece, story, stage }: { piece: Piece; story: Story; stage: string }) => {
  const { t } = useTranslation(['review', 'common'])
  const { person } = useApp()
  const { characters } = countStory(story)
  const facts: [string, string][] = [
    [t('review:signed.characters'), characters.toLocaleString()],
    [t('review:signed.photos'), String(Object.keys(story.photos).length)],
    [t('review:signed.stage'), stage],
    [t('review:signed.revision'), String(piece.standing.revision.number)],
    [t('review:signed.signer'), person.name],
  ]
  return (
    <div>
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
        <dd className={classes['print']} title={piece.standing.revision.sha256}>{shortFingerprint(piece.standing.revision.sha256)}</dd>
      </dl>
      <Text size="sm" c="dimmed" mt={8}>{t('review:signed.proves')}</Text>
    </div>
  )
}
