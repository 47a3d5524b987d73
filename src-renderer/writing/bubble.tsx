import { Paper } from '@mantine/core'
import { useEditorState, type Editor } from '@tiptap/react'
import { BubbleMenu } from '@tiptap/react/menus'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'

import { BUBBLE, type CommandHelp } from './body-commands'
import { alongButtons, CommandButton, Controls } from './toolbar'
import css from './writing.module.css'

/** The acts on a selection, over it. Not over a photo's caption, which takes no marks. */
export const Bubble = memo(({ editor, help }: { editor: Editor; help: CommandHelp }) => {
  const { t } = useTranslation('writing')
  const active = useEditorState({ editor, selector: ({ editor: now }) => BUBBLE.filter((command) => command.active(now)).map((command) => command.name) })
  return (
    <BubbleMenu editor={editor} updateDelay={120} className={css.bubble}
      shouldShow={({ editor: now, view, state, from, to }) =>
        view.hasFocus() && !view.composing && now.isEditable && from !== to && state.selection.$from.parent.inlineContent &&
        !now.isActive('photo') && state.doc.textBetween(from, to).trim() !== ''}>
      <Controls editor={editor}>
        <Paper withBorder shadow="md" role="toolbar" aria-label={t('bubble')} className={css.bubbleBar} onKeyDown={alongButtons}>
          {BUBBLE.map((command) => <CommandButton key={command.name} command={command} editor={editor} help={help} active={active.includes(command.name)} />)}
        </Paper>
      </Controls>
    </BubbleMenu>
  )
})
