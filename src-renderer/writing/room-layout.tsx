import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconChevronLeft, IconLayoutSidebar, IconLayoutSidebarRight } from '@tabler/icons-react'
import { useCallback, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import css from './writing.module.css'

/** Widths of the window, in CSS pixels, from which a side panel stands open by itself. */
const WIDE = { outline: 1240, inspector: 1080 } as const

type Panels = { outline: boolean; inspector: boolean; setOutline: (open: boolean) => void; setInspector: (open: boolean) => void; makeRoom: () => void }

/**
 * Which side panels are open; both by themselves only where there is room for them beside the text. `makeRoom` closes those that
 * lie over the text of a narrow window.
 */
export const usePanels = (): Panels => {
  const [outline, setOutline] = useState(() => window.innerWidth >= WIDE.outline)
  const [inspector, setInspector] = useState(() => window.innerWidth >= WIDE.inspector)
  const makeRoom = useCallback((): void => {
    if (window.innerWidth >= WIDE.inspector) return
    setOutline(false)
    setInspector(false)
  }, [])
  return { outline, inspector, setOutline, setInspector, makeRoom }
}

type Slots = { onBack: () => void; tools?: ReactNode; acts?: ReactNode; outline: ReactNode; page: ReactNode; inspector: ReactNode; foot: ReactNode; banner?: ReactNode }
type Props = Slots & { panels: Panels }

/** The room's bones: a bar, the outline, the page, the inspector and the foot. */
export const RoomLayout = ({ onBack, tools, acts, outline, page, inspector, foot, banner, panels }: Props) => {
  const { t } = useTranslation('writing')
  return (
    <div className={css.room}>
      <header className={css.bar}>
        <Button variant="subtle" color="ink" size="compact-sm" leftSection={<IconChevronLeft size={16} aria-hidden />} onClick={onBack} className={css.back}>{t('back')}</Button>
        <div className={css.barTools}>{tools}</div>
        <Tooltip label={t('outline.label')}>
          <ActionIcon variant="subtle" color="ink" size={30} aria-label={t('outline.label')} aria-pressed={panels.outline} className={css.tool} onClick={() => panels.setOutline(!panels.outline)}>
            <IconLayoutSidebar size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('inspector.label')}>
          <ActionIcon variant="subtle" color="ink" size={30} aria-label={t('inspector.label')} aria-pressed={panels.inspector} className={css.tool} onClick={() => panels.setInspector(!panels.inspector)}>
            <IconLayoutSidebarRight size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Tooltip>
        {acts}
      </header>
      <div className={css.middle}>
        {panels.outline && outline}
        <div className={css.desk} tabIndex={-1}>
          {banner}
          {page}
        </div>
        {panels.inspector && inspector}
      </div>
      <footer className={css.foot}>{foot}</footer>
    </div>
  )
}
