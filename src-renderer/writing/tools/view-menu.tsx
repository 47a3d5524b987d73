import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { addressOf } from '../../ui/route'
import { shownKeys } from '../body-commands'
import { setMode, useModes, type Modes } from './view-modes'

const MODES: readonly (keyof Modes)[] = ['focus', 'typewriter', 'smart']

/** Opens the story once more in a window of its own, to read or write beside this one. */
export const openBeside = (id: string): void => {
  window.open(new URL(addressOf({ screen: 'story', id }), window.location.href), '_blank', 'noopener')
}

/** How the room looks and helps: focus, typewriter, smart signs, find, a second window. */
export const ViewMenu = ({ id, onFind, onReplace }: { id: string; onFind: () => void; onReplace: () => void }) => {
  const { t } = useTranslation('tools')
  const modes = useModes()
  return (
    <Menu position="bottom-end" withinPortal closeOnItemClick={false} returnFocus>
      <Menu.Target>
        <Tooltip label={t('view.label')}>
          <ActionIcon variant="subtle" color="ink" size={30} aria-label={t('view.label')}><IconAdjustmentsHorizontal size={18} stroke={1.6} aria-hidden /></ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {MODES.map((mode) => (
          <Menu.CheckboxItem key={mode} checked={modes[mode]} onChange={(on) => setMode(mode, on)}>{t(`view.${mode}`)}</Menu.CheckboxItem>
        ))}
        <Menu.Divider />
        <Menu.Item closeMenuOnClick rightSection={<kbd>{shownKeys('Mod+F')}</kbd>} onClick={onFind}>{t('view.find')}</Menu.Item>
        <Menu.Item closeMenuOnClick rightSection={<kbd>{shownKeys('Mod+H')}</kbd>} onClick={onReplace}>{t('view.replace')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item closeMenuOnClick onClick={() => openBeside(id)}>{t('view.newWindow')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
