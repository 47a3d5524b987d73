import { Tooltip } from '@mantine/core'
import { RichTextEditor } from '@mantine/tiptap'
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react'
import { useEditorState, type Editor } from '@tiptap/react'
import { Fragment, memo, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { InsertMenu } from './blocks/insert-menu'
import { shownKeys, TOOLBAR, type BodyCommand, type CommandHelp } from './body-commands'
import css from './writing.module.css'

const HISTORY: readonly { name: 'undo' | 'redo'; keys: string; icon: typeof IconArrowBackUp }[] = [
  { name: 'undo', keys: 'Mod+Z', icon: IconArrowBackUp },
  { name: 'redo', keys: 'Mod+Shift+Z', icon: IconArrowForwardUp },
]

/** Arrow keys go along a toolbar's buttons, as in any toolbar. */
export const alongButtons = (event: KeyboardEvent<HTMLElement>): void => {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  if (step === 0) return
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')]
  const at = buttons.findIndex((button) => button === document.activeElement)
  buttons[(at + step + buttons.length) % buttons.length]?.focus()
  event.preventDefault()
}

/** What Mantine's controls need around them; it draws nothing of its own. */
export const Controls = ({ editor, children }: { editor: Editor; children: ReactNode }) => (
  <RichTextEditor editor={editor} variant="subtle" withTypographyStyles={false} withCodeHighlightStyles={false} classNames={{ root: css.controls }}>
    {children}
  </RichTextEditor>
)

/** One act as a button that keeps the caret where it is. */
export const CommandButton = ({ command, editor, help, active }: { command: BodyCommand; editor: Editor; help: CommandHelp; active: boolean }) => {
  const { t } = useTranslation('writing')
  const label = t(`act.${command.name}`)
  return (
    <Tooltip label={command.keys ? `${label}  ${shownKeys(command.keys)}` : label}>
      <RichTextEditor.Control active={active} aria-label={label} aria-pressed={active} className={css.tool}
        onMouseDown={(event) => event.preventDefault()} onClick={() => command.run(editor, help)}>
        <command.icon size={18} stroke={1.6} aria-hidden />
      </RichTextEditor.Control>
    </Tooltip>
  )
}

/** The acts on the body. Rerenders only when one of its buttons would look different. */
export const Toolbar = memo(({ editor, help }: { editor: Editor; help: CommandHelp }) => {
  const { t } = useTranslation('writing')
  const state = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      active: TOOLBAR.flat().filter((command) => command.active(now)).map((command) => command.name),
      undo: now.can().undo(),
      redo: now.can().redo(),
    }),
  })
  return (
    <Controls editor={editor}>
      <div role="toolbar" aria-label={t('toolbar')} className={css.toolbar} onKeyDown={alongButtons}>
        {TOOLBAR.map((group, index) => (
          <Fragment key={index}>
            {index > 0 && <span className={css.toolGap} aria-hidden />}
            {group.map((command) => <CommandButton key={command.name} command={command} editor={editor} help={help} active={state.active.includes(command.name)} />)}
          </Fragment>
        ))}
        <InsertMenu editor={editor} help={help} />
        <span className={css.toolGap} aria-hidden />
        {HISTORY.map(({ name, keys, icon: Sign }) => (
          <Tooltip key={name} label={`${t(`act.${name}`)}  ${shownKeys(keys)}`}>
            <RichTextEditor.Control aria-label={t(`act.${name}`)} disabled={!state[name]} className={css.tool}
              onMouseDown={(event) => event.preventDefault()} onClick={() => void editor.chain().focus()[name]().run()}>
              <Sign size={18} stroke={1.6} aria-hidden />
            </RichTextEditor.Control>
          </Tooltip>
        ))}
      </div>
    </Controls>
  )
})
