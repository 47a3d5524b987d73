import { ActionIcon, Button, Checkbox, CloseButton, Paper, TextInput, Tooltip } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useEditorState, type Editor } from '@tiptap/react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { isBroken, type FindTerms } from './find-query'
import { goToMatch, goToNearest, matchesIn, replaceEvery, replaceOne, searchFor } from './finding'
import css from './tools.module.css'

const NOTHING: FindTerms = { text: '', replace: '', regexp: false, matchCase: false, words: false }

/** The last search of this window: opening the panel again finds it there. */
let last: FindTerms = NOTHING

const selectedText = (editor: Editor): string => {
  const { from, to } = editor.state.selection
  const text = editor.state.doc.textBetween(from, to, '\n')
  return text.length > 0 && text.length <= 100 && !text.includes('\n') ? text : ''
}

/** Find and replace over the body. Enter goes to the next match, Shift+Enter to the one before, Escape back to the text. */
export const FindPanel = ({ editor, replacing, onClose }: { editor: Editor; replacing: boolean; onClose: () => void }) => {
  const { t } = useTranslation('tools')
  const input = useRef<HTMLInputElement>(null)
  const [terms, setTerms] = useState<FindTerms>(() => ({ ...last, text: selectedText(editor) || last.text }))
  const [said, setSaid] = useState('')
  const { count, at } = useEditorState({ editor, selector: ({ editor: now }) => matchesIn(now.state) })
  const broken = isBroken(terms)
  useEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [replacing])
  useEffect(() => {
    last = terms
    searchFor(editor, terms)
  }, [editor, terms])
  useEffect(() => () => searchFor(editor, NOTHING), [editor])

  const change = (part: Partial<FindTerms>): void => {
    setSaid('')
    setTerms((now) => ({ ...now, ...part }))
  }
  const close = (): void => {
    onClose()
    editor.commands.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      close()
    }
  }
  const onEnter = (act: (shift: boolean) => void) => (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    act(event.shiftKey)
  }
  const every = (): void => setSaid(t('find.replaced', { count: replaceEvery(editor) }))
  const found = terms.text === '' ? '' : broken ? t('find.broken') : count === 0 ? t('find.none') : at > 0 ? t('find.at', { at, count }) : t('find.count', { count })
  return (
    <Paper withBorder shadow="sm" role="search" aria-label={t('find.label')} className={css.find} onKeyDown={onKeyDown}>
      <div className={css.findRow}>
        <TextInput ref={input} size="xs" className={css.findText} aria-label={t('find.text')} placeholder={t('find.text')} value={terms.text} error={broken}
          onChange={(event) => change({ text: event.currentTarget.value })}
          onKeyDown={onEnter((shift) => (editor.state.selection.empty && !shift ? goToNearest(editor) : void goToMatch(editor, shift ? -1 : 1)))} />
        <span role="status" className={css.findCount} data-wrong={broken || undefined}>{said || found}</span>
        <Tooltip label={t('find.previous')}>
          <ActionIcon variant="subtle" color="ink" aria-label={t('find.previous')} disabled={count === 0} onClick={() => void goToMatch(editor, -1)}><IconChevronUp size={16} aria-hidden /></ActionIcon>
        </Tooltip>
        <Tooltip label={t('find.next')}>
          <ActionIcon variant="subtle" color="ink" aria-label={t('find.next')} disabled={count === 0} onClick={() => void goToMatch(editor, 1)}><IconChevronDown size={16} aria-hidden /></ActionIcon>
        </Tooltip>
        <CloseButton size="sm" aria-label={t('find.close')} onClick={close} />
      </div>
      {replacing && (
        <div className={css.findRow}>
          <TextInput size="xs" className={css.findText} aria-label={t('find.replacement')} placeholder={t('find.replacement')} value={terms.replace}
            onChange={(event) => change({ replace: event.currentTarget.value })} onKeyDown={onEnter(() => replaceOne(editor))} />
          <Button size="compact-xs" variant="default" disabled={count === 0} onClick={() => replaceOne(editor)}>{t('find.replace')}</Button>
          <Button size="compact-xs" variant="default" disabled={count === 0} onClick={every}>{t('find.all')}</Button>
        </div>
      )}
      <div className={css.findRow}>
        <Checkbox size="xs" label={t('find.case')} checked={terms.matchCase} onChange={(event) => change({ matchCase: event.currentTarget.checked })} />
        <Checkbox size="xs" label={t('find.words')} checked={terms.words} onChange={(event) => change({ words: event.currentTarget.checked })} />
        <Checkbox size="xs" label={t('find.regexp')} checked={terms.regexp} onChange={(event) => change({ regexp: event.currentTarget.checked })} />
      </div>
    </Paper>
  )
}
