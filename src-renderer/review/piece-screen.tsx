import { ActionIcon } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'

import { bench } from '../bench'
import { isEditor, useApp } from '../ui/app-state'
import { useAsk } from '../ui/ask'
import { FaultNote } from '../ui/fault-note'
import { Patient } from '../ui/patient'
import { Pill } from '../ui/pill'
import { addressOf } from '../ui/route'
import { standingTone, standingWord } from '../ui/stage'
import { Chain } from './chain'
import { DecisionBar } from './decision-bar'
import classes from './piece.module.css'
import { Seal } from './seal'

const StoryPage = lazy(async () => ({ default: (await import('../writing/story-page')).StoryPage }))

/** A piece at the desk: the page as it was submitted, the chain of who did what, its seal, and the decision. */
export const PieceScreen = ({ id }: { id: string }) => {
  const { t, i18n } = useTranslation(['review', 'common'])
  const { person, newsroom } = useApp()
  const asked = useAsk('desk.piece', { id })
  const back = addressOf({ screen: isEditor(person) ? 'desk' : 'library' })
  const data = asked.data
  const piece = data?.dossier.piece
  return (
    <div className={classes['room']}>
      <header className={classes['head']}>
        <ActionIcon component="a" href={back} variant="subtle" size="lg" aria-label={t('review:back')}>
          <IconArrowLeft size={18} aria-hidden />
        </ActionIcon>
        <h1 className={classes['title']}>{piece ? piece.headline || piece.slugline || t('common:untitled') : t('common:nav.desk')}</h1>
        {piece && <span className={classes['facts']}>{t('review:facts', { author: piece.authorName, characters: piece.characters, photos: piece.photos, revision: piece.standing.revision.number })}</span>}
        {piece && <Pill tone={standingTone(piece.standing)}>{standingWord(t, newsroom?.policy, piece.standing, i18n.language)}</Pill>}
      </header>
      {asked.isError && <div className={classes['fault']}><FaultNote fault={asked.error} retry={() => void asked.refetch()} /></div>}
      {asked.isPending && <Patient />}
      {data && piece && (
        <>
          <section className={classes['page']} aria-label={t('review:page')} tabIndex={0}>
            <Suspense fallback={<Patient />}>
              <StoryPage story={data.story} photoUrl={(sha256: string, width?: number) => bench.deskPhotoUrl(id, sha256, width)} />
            </Suspense>
          </section>
          <aside className={classes['side']} aria-label={t('review:chain.title')} tabIndex={0}>
            <Seal seal={data.seal} piece={piece} events={data.dossier.events} />
            <Chain events={data.dossier.events} policy={newsroom?.policy} />
          </aside>
          <DecisionBar piece={piece} story={data.story} holds={data.seal.holds} />
        </>
      )}
    </div>
  )
}
