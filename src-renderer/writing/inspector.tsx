import { Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import css from './writing.module.css'

export const INSPECTOR_TABS = ['details', 'photos', 'checks', 'notes', 'history'] as const
export type InspectorTab = (typeof INSPECTOR_TABS)[number]

/** The panel at the right: one tab at a time, with how many checks still block on its tab. */
export const Inspector = ({ tab, onTab, blocking, panels }: { tab: InspectorTab; onTab: (tab: InspectorTab) => void; blocking: number; panels: Partial<Record<InspectorTab, ReactNode>> }) => {
  const { t } = useTranslation('writing')
  const shown = INSPECTOR_TABS.filter((name) => panels[name] !== undefined)
  return (
    <aside className={css.inspector} aria-label={t('inspector.label')}>
      <Tabs value={tab} onChange={(next) => onTab(INSPECTOR_TABS.find((name) => name === next) ?? 'details')} keepMounted={false} classNames={{ root: css.tabs, list: css.tabList, tab: css.tab, panel: css.tabPanel }}>
        <Tabs.List grow>
          {shown.map((name) => (
            <Tabs.Tab key={name} value={name} rightSection={name === 'checks' && blocking > 0 ? <span className={css.count}>{blocking}</span> : null}>
              {t(`inspector.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {shown.map((name) => <Tabs.Panel key={name} value={name}>{panels[name]}</Tabs.Panel>)}
      </Tabs>
    </aside>
  )
}
