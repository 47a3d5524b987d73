import { Paper } from '@mantine/core'
import { memo, useEffect, useEffectEvent, useId, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'

import { INSERTS, shownKeys, type BodyCommand, type CommandHelp } from './body-commands'
import { closeSlash, type SlashMenuStore, type SlashState } from './slash-menu'
import css from './writing.module.css'

const HEIGHT = 300

const matching = (query: string, label: (name: string) => string): BodyCommand[] => {
  const wanted = query.toLowerCase()
  return INSERTS.filter((command) => wanted === '' || label(command.name).toLowerCase().includes(wanted) || command.find.includes(wanted))
}

const OpenList = ({ open, store, help }: { open: SlashState; store: SlashMenuStore; help: CommandHelp }) => {
  const { t } = useTranslation('writing')
  const list = useId()
  const [chosen, setChosen] = useState(0)
  const commands = matching(open.query, (name) => t(`act.${name}`))
  const at = Math.min(chosen, Math.max(0, commands.length - 1))
  const run = (command: BodyCommand | undefined): boolean => {
    if (!command || open.editor.view.composing) return false
    open.editor.chain().focus().deleteRange(open.range).run()
    command.run(open.editor, help)
    return true
  }
  const press = useEffectEvent((key: string): boolean => {
    if (commands.length === 0) return false
    if (key === 'ArrowDown') setChosen((at + 1) % commands.length)
    else if (key === 'ArrowUp') setChosen((at + commands.length - 1) % commands.length)
    else if (key === 'Enter' || key === 'Tab') return run(commands[at])
    else return false
    return true
  })
  useEffect(() => {
    store.onKey((key) => press(key))
    return () => store.onKey(null)
  }, [store])
  const active = commands.length > 0 ? `${list}-${at}` : null
  useEffect(() => {
    const body = open.editor.view.dom
    body.setAttribute('aria-controls', list)
    if (active) body.setAttribute('aria-activedescendant', active)
    return () => {
      body.removeAttribute('aria-controls')
      body.removeAttribute('aria-activedescendant')
    }
  }, [open.editor, list, active])
  if (commands.length === 0) return null
  const above = open.bottom + HEIGHT > window.innerHeight && open.top > HEIGHT
  return (
    <Paper className={css.slash} shadow="md" withBorder style={{ left: open.left, ...(above ? { bottom: window.innerHeight - open.top + 6 } : { top: open.bottom + 6 }) }}>
      <div role="listbox" id={list} aria-label={t('insert.label')}>
        {commands.map((command, index) => (
          <div key={command.name} id={`${list}-${index}`} role="option" tabIndex={-1} aria-selected={index === at} className={css.slashItem}
            onPointerMove={() => setChosen(index)}
            onMouseDown={(event) => {
              event.preventDefault()
              run(command)
            }}>
            <command.icon size={17} stroke={1.6} aria-hidden />
            <span>{t(`act.${command.name}`)}</span>
            {command.keys && <kbd>{shownKeys(command.keys)}</kbd>}
          </div>
        ))}
      </div>
    </Paper>
  )
}

/** The insert menu at the caret, while a block begins with a slash. Keys reach it through the store; focus stays in the text. */
export const SlashList = memo(({ store, help }: { store: SlashMenuStore; help: CommandHelp }) => {
  const open = useSyncExternalStore(store.subscribe, store.state)
  useEffect(() => {
    if (!open) return
    const close = (): void => closeSlash(open.editor)
    window.addEventListener('scroll', close, true)
    window.addEventListener('resize', close)
    return () => {
      window.removeEventListener('scroll', close, true)
      window.removeEventListener('resize', close)
    }
  }, [open])
  return open && <OpenList key={open.query} open={open} store={store} help={help} />
})
