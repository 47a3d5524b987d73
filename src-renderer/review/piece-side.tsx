import { Tabs } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { AnyKept, ReadPiece } from '../../src-shared/bridge/desk'
import type { Policy } from '../../src-shared/review/policy'
import { AtDestinations } from '../published/at-destinations'
import writing from '../writing/writing.module.css'
import { Chain } from './chain'
import { Issues } from './issues'
import { KeptVersions } from './kept-versions'
import classes from './piece.module.css'
import { Seal } from './seal'
import { Stages } from './stages'

export type SideTab = 'review' | 'trail'

type Props = {
  read: ReadPiece
  policy: Policy | undefined
  tab: SideTab
  onTab: (tab: SideTab) => void
  numberOf: (sha256: string) => number | undefined
  kept: readonly AnyKept[]
  compareKept: (kept: AnyKept) => void
  showDifference: (() => void) | null
}

/** Beside the piece: its seal, where it is out, its stages and issues; and under the other tab everything that was done with it. */
export const PieceSide = ({ read, policy, tab, onTab, numberOf, kept, compareKept, showDifference }: Props) => {
  const { t } = useTranslation('review')
  const { dossier, seal } = read
  return (
    <aside className={classes['side']} aria-label={t('side.label')}>
      <Tabs value={tab} onChange={(next) => onTab(next === 'trail' ? 'trail' : 'review')} keepMounted={false} classNames={{ root: writing['tabs'] ?? '', list: writing['tabList'] ?? '', tab: writing['tab'] ?? '', panel: writing['tabPanel'] ?? '' }}>
        <Tabs.List grow>
          <Tabs.Tab value="review">{t('side.review')}</Tabs.Tab>
          <Tabs.Tab value="trail">{t('side.trail')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="review" tabIndex={0}>
          <Seal seal={seal} piece={dossier.piece} events={dossier.events} showDifference={showDifference} />
          <AtDestinations piece={dossier.piece} />
          {policy && <Stages piece={dossier.piece} events={dossier.events} policy={policy} numberOf={numberOf} />}
          <Issues events={dossier.events} policy={policy} />
        </Tabs.Panel>
        <Tabs.Panel value="trail" tabIndex={0}>
          <Chain dossier={dossier} policy={policy} numberOf={numberOf} />
          <KeptVersions kept={kept} compare={compareKept} />
        </Tabs.Panel>
      </Tabs>
    </aside>
  )
}
