import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Draft } from '../../src-shared/bridge/contract'
import { parseBody } from '../../src-shared/story/body'
import { bench } from '../bench'
import { outlineOf, photosOf } from './block-finding'
import { countDoc } from './derived'
import { LengthWord } from './foot'
import { HistoryTab } from './history/history-tab'
import { usePast } from './history/past'
import { PastPage } from './history/past-page'
import { Inspector, type InspectorTab } from './inspector'
import { jumpOnPage } from './jump'
import { isWritable } from './opened-draft'
import { Outline } from './outline'
import { PhotosTab } from './photos-tab'
import { RoomLayout, usePanels } from './room-layout'
import { StoryFacts } from './story-facts'
import { StoryPage } from './story-page'
import { WhereItIs } from './where-it-is'
import css from './writing.module.css'

/** A story that is not the writer's to change just now: to read, with where it is and what happens next. */
export const ReadingRoom = ({ draft, onClose, onReload, onCorrect }: { draft: Draft; onClose: () => void; onReload: () => void; onCorrect: () => void }) => {
  const { t } = useTranslation('writing')
  const { story } = draft
  const panels = usePanels()
  const page = useRef<HTMLDivElement>(null)
  const [tab, setTab] = useState<InspectorTab>('details')
  const read = useMemo(() => {
    const body = parseBody(story.body)
    if (!body.ok) return { outline: [], photos: [], counts: { characters: 0, withoutPunctuation: 0, words: 0, photos: 0 } }
    const photos = photosOf(body.value)
    return { outline: outlineOf(body.value), photos, counts: countDoc(body.value, photos.length) }
  }, [story.body])
  const photoUrl = useCallback((sha256: string, width?: number) => bench.photoUrl(story.id, sha256, width), [story.id])
  const goTo = useCallback((block: string) => jumpOnPage(page.current, block), [])
  const past = usePast({ id: story.id, story: useCallback(() => story, [story]), session: null, makeRoom: panels.makeRoom, onReload })
  return (
    <RoomLayout panels={panels} onBack={onClose}
      tools={<span className={css.readOnly}>{t('readOnly')}</span>}
      outline={<Outline editor={null} entries={read.outline} onGo={goTo} />}
      banner={past.comparing || isWritable(draft) ? null : <WhereItIs draft={draft} onMoved={onReload} onCorrect={onCorrect} />}
      page={<PastPage past={past}><div ref={page} tabIndex={0} role="region" aria-label={story.headline || story.slugline || t('body.label')} className={css.reading}><StoryPage story={story} photoUrl={photoUrl} /></div></PastPage>}
      inspector={
        <Inspector tab={tab} onTab={setTab} blocking={0} panels={{
          details: <StoryFacts story={story} />,
          photos: <PhotosTab photos={read.photos} photoUrl={photoUrl} fileOf={(sha256) => story.photos[sha256]} onGo={(place) => 'block' in place && goTo(place.block)} />,
          history: <HistoryTab past={past} language={story.language} />,
        }} />
      }
      foot={<><span /><LengthWord counts={read.counts} target={story.targetLength} language={story.language} /></>} />
  )
}
