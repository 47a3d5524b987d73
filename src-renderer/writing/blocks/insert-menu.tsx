import { Menu, Tooltip } from '@mantine/core'
import { RichTextEditor } from '@mantine/tiptap'
import { IconPlus } from '@tabler/icons-react'
import type { Editor } from '@tiptap/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'

import { INSERT_GROUPS, shownKeys, TOOLBAR, type CommandHelp } from '../body-commands'
import css from '../writing.module.css'
import own from './blocks.module.css'

const SHOWN = new Set(TOOLBAR.flat())
const GROUPS = INSERT_GROUPS.map(({ group, commands }) => ({ group, commands: commands.filter((command) => !SHOWN.has(command)) }))

/** Everything that can be put into the body and has no button of its own. */
export const InsertMenu = ({ editor, help }: { editor: Editor; help: CommandHelp }) => {
  const { t } = useTranslation('writing')
  return (
    <Menu position="bottom-start" withinPortal returnFocus={false}>
      <Menu.Target>
        <Tooltip label={t('insert.label')}>
          <RichTextEditor.Control aria-label={t('insert.label')} className={css.tool}>
            <IconPlus size={18} stroke={1.6} aria-hidden />
          </RichTextEditor.Control>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown className={own.inserts}>
        {GROUPS.map(({ group, commands }) => (
          <Fragment key={group}>
            <Menu.Label>{t(`insert.${group}`)}</Menu.Label>
            {commands.map((command) => (
              <Menu.Item key={command.name} leftSection={<command.icon size={16} stroke={1.6} aria-hidden />} rightSection={command.keys && <span className={own.keys}>{shownKeys(command.keys)}</span>}
                onClick={() => {
                  editor.view.focus()
                  command.run(editor, help)
                }}>{t(`act.${command.name}`)}</Menu.Item>
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
