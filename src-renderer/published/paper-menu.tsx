import { ActionIcon, Menu } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Input } from '../../src-shared/bridge/contract'

export type Paper = Input<'published.paper'>['what']
const PAPERS: readonly Paper[] = ['article', 'sheet', 'sheetPage']

/** What can be printed of a signed piece: its article and its review sheet as PDF, and that sheet as a page. */
export const PaperMenu = ({ headline, busy, make }: { headline: string; busy: boolean; make: (what: Paper) => void }) => {
  const { t } = useTranslation('published')
  const label = t('actOnPiece', { act: t('paper.act'), headline })
  return (
    <Menu position="bottom-end" width={230} withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" loading={busy} aria-label={label} title={t('paper.act')}><IconPrinter size={17} aria-hidden /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {PAPERS.map((what) => <Menu.Item key={what} onClick={() => make(what)}>{t(`paper.${what}`)}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  )
}
