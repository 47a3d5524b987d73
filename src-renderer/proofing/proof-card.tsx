import { Popover } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { ProofRoom } from './acts'
import { FindActs } from './find-acts'
import { markedAt } from './marks'
import css from './proofing.module.css'
import type { Find } from './proofreader'
import { excerptOf, ruleWords } from './words'

const markOf = (dom: HTMLElement, key: string): HTMLElement | null => dom.querySelector(`[data-find="${CSS.escape(key)}"]`)

/** A find at its words in the body: on a click there, or on Ctrl or Command and full stop with the caret in them. Closes by Escape, back to the text. */
export const ProofCard = ({ room, finds }: { room: ProofRoom; finds: readonly Find[] }) => {
  const { t } = useTranslation('proofreading')
  const { editor } = room
  const [open, setOpen] = useState<string | null>(null)
  const close = useCallback((): void => {
    setOpen(null)
    editor.view.focus()
  }, [editor])

  useEffect(() => {
    const { dom } = editor.view
    const onClick = ({ target }: MouseEvent): void => {
      const mark = target instanceof Element ? target.closest('[data-find]') : null
      setOpen(mark?.getAttribute('data-find') ?? null)
    }
    const onKey = (event: KeyboardEvent): void => {
      if (event.isComposing || event.key !== '.' || !(event.ctrlKey || event.metaKey)) return
      const key = markedAt(editor.state, editor.state.selection.from)
      if (key === null) return
      event.preventDefault()
      setOpen(key)
    }
    const onUpdate = (): void => setOpen(null)
    dom.addEventListener('click', onClick)
    dom.addEventListener('keydown', onKey)
    editor.on('update', onUpdate)
    return () => {
      dom.removeEventListener('click', onClick)
      dom.removeEventListener('keydown', onKey)
      editor.off('update', onUpdate)
    }
  }, [editor])

  const find = open === null ? undefined : finds.find(({ key }) => key === open)
  const mark = open === null ? null : markOf(editor.view.dom, open)
  if (!find || !mark) return null
  const rect = mark.getBoundingClientRect()
  const { message } = ruleWords(t, find)
  return (
    <Popover key={find.key} opened onChange={(opened) => !opened && close()} position="bottom-start" withArrow shadow="md" trapFocus returnFocus={false} withinPortal>
      <Popover.Target><span aria-hidden className={css['anchor']} style={{ left: rect.left, top: rect.bottom }} /></Popover.Target>
      <Popover.Dropdown className={css['card']} data-proof={find.flag.severity} aria-label={t('title')}>
        <p><mark>{excerptOf(find).words}</mark> {message}</p>
        <FindActs room={room} find={find} all={finds} onDone={close} />
      </Popover.Dropdown>
    </Popover>
  )
}
