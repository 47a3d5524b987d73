import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { LiveRight } from '../../../src-shared/desk-api/live'
import type { NotedField } from '../../../src-shared/story/notes'
import { ChecksList } from '../../writing/checks-list'
import type { useDerived } from '../../writing/derived'
import { DetailsTab } from '../../writing/details-tab'
import { Inspector, type InspectorTab } from '../../writing/inspector'
import type { Place } from '../../writing/jump'
import { PhotosTab } from '../../writing/photos-tab'
import type { PhotoUrl } from '../../writing/reading/page'
import type { StoryStore } from '../../writing/story-store'
import { NotesTab } from '../../writing/tools/notes-tab'
import css from './desk-room.module.css'

type Props = { tab: InspectorTab; onTab: (tab: InspectorTab) => void; derived: ReturnType<typeof useDerived>; /** What the proof-reader lists. */ proofing: ReactNode; may: LiveRight; photoUrl: PhotoUrl; fileOf: StoryStore['photo']; onGo: (place: Place) => void; onComment: (field?: NotedField) => void }

/** Beside the open copy: its details, pictures, checks, and what is said about it. Who may only suggest sets no details: they could not be told from those that stand. */
export const DeskInspector = ({ tab, onTab, derived, proofing, may, photoUrl, fileOf, onGo, onComment }: Props) => {
  const { t } = useTranslation('review')
  return (
    <Inspector tab={tab} onTab={onTab} blocking={derived.unmet.filter(({ severity }) => severity === 'block').length} panels={{
      // With nothing in it to go to, the panel itself is gone to, to scroll it by keyboard.
      details: (
        <div tabIndex={may === 'edit' ? undefined : 0}>
          {may === 'suggest' && <Text size="sm" mb="sm">{t('live.detailsStand')}</Text>}
          <fieldset className={css['plain']} disabled={may !== 'edit'}><DetailsTab /></fieldset>
        </div>
      ),
      photos: <PhotosTab photos={derived.photos} photoUrl={photoUrl} fileOf={fileOf} onGo={onGo} />,
      checks: <><ChecksList unmet={derived.unmet} onGo={onGo} />{proofing}</>,
      notes: <NotesTab onComment={onComment} />,
    }} />
  )
}
