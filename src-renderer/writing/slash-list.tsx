import { Paper } from '@mantine/core'
import { memo, useEffect, useEffectEvent, useId, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'

import { INSERT_GROUPS, shownKeys, type BodyCommand, type CommandHelp } from './body-commands'
import { closeSlash, type SlashMenuStore, type SlashState } from './slash-menu'
import css from './writing.module.css'

/** Pixels: the menu's greatest height, as its style has it. */
const HEIGHT = 340

type Group = { group: string; commands: readonly BodyCommand[] }

/** True where what was typed begins one of a command's words, or runs on from one to the next: "xiaobiaoti", "tiyaoyinyu", "pull". */
const begins = (words: readonly string[], wanted: string): boolean => words.some((_, index) => words.slice(index).join('').startsWith(wanted))

/** The groups that have something a query finds: by name, by the words of either language, by pinyin. */
const matching = (query: string, label: (name: string) => string): Group[] => {
  const wanted = query.toLowerCase()
  const found = ({ name, find }: BodyCommand): boolean => wanted === '' || label(name).toLowerCase().includes(wanted) || begins(find.split(' '), wanted)
  return INSERT_GROUPS.map(({ group, commands }) => ({ group, commands: commands.filter(found) })).filter(({ commands }) => commands.length > 0)
}

const OpenList = ({ open, store, help }: { open: SlashState; store: SlashMenuStore; help: CommandHelp }) => {
  const { t } = useTranslation('writing')
  const list = useId()
  const box = useRef<HTMLDivElement>(null)
  const [chosen, setChosen] = useState(0)
  const groups = matching(open.query, (name) => t(`act.${name}`))
  const commands = groups.flatMap((group) => group.commands)
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
    if (active) {
      body.setAttribute('aria-activedescendant', active)
      // The first of a group brings its name into view with it.
      const option = document.getElementById(active)
      if (option && at === 0) box.current?.scrollTo({ top: 0 })
      else option?.scrollIntoView({ block: 'nearest' })
    }
    return () => {
      body.removeAttribute('aria-controls')
      body.removeAttribute('aria-activedescendant')
    }
  }, [open.editor, list, active, at])
  if (commands.length === 0) return null
  const above = open.bottom + HEIGHT > window.innerHeight && open.top > HEIGHT
  return (
    <Paper ref={box} className={css.slash} shadow="md" withBorder style={{ left: open.left, ...(above ? { bottom: window.innerHeight - open.top + 6 } : { top: open.bottom + 6 }) }}>
      <div role="listbox" id={list} aria-label={t('insert.label')}>
        {groups.map(({ group, commands: members }) => (
          <div key={group} role="group" aria-label={t(`insert.${group}`)}>
            <div className={css.slashGroup} aria-hidden>{t(`insert.${group}`)}</div>
            {members.map((command) => {
              const index = commands.indexOf(command)
              return (
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
              )
            })}
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
    // The text may still be scrolling to the caret when the menu opens: it goes along, and closes only when its line is out of sight.
    const follow = (event: Event): void => {
      if (event.target instanceof Element && event.target.classList.contains(css.slash ?? '')) return
      const line = open.editor.view.coordsAtPos(open.range.from)
      if (line.bottom < 0 || line.top > window.innerHeight) closeSlash(open.editor)
      else if (line.top !== open.top || line.left !== open.left) store.show({ ...open, left: line.left, top: line.top, bottom: line.bottom })
    }
    window.addEventListener('scroll', follow, true)
    window.addEventListener('resize', follow)
    return () => {
      window.removeEventListener('scroll', follow, true)
      window.removeEventListener('resize', follow)
    }
  }, [open, store])
  return open && <OpenList key={open.query} open={open} store={store} help={help} />
})
