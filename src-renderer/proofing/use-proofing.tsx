import type { Editor } from '@tiptap/core'
import { use, useCallback, useEffect, useEffectEvent, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { maySetLists } from '../../src-shared/review/access'
import type { Language } from '../../src-shared/story/story'
import { AddToLists } from '../house/lists/add-to-lists'
import { AppStateContext } from '../ui/app-state'
import { useAsk } from '../ui/ask'
import { localDay } from '../ui/time'
import type { Place } from '../writing/jump'
import type { NotesStore } from '../writing/notes-store'
import type { StoryStore } from '../writing/story-store'
import { selectFind, type ProofRoom } from './acts'
import { workerChecker } from './checker'
import { ProofCard } from './proof-card'
import { ProofList } from './proof-list'
import { createProofreader, type Find } from './proofreader'
import { undoAct } from './undoing'

const placeOf = ({ part: { passage: { place } } }: Find): Place => {
  if ('field' in place) return place
  const { block, part } = place
  return part === 'credit' || part === 'alt' ? { block, part } : { block }
}

type Parts = { editor: Editor; /** Characters of the story as printed, and its language. */ characters: number; language: Language; store: StoryStore; notes: NotesStore; /** Goes where a find is that is not in the running text. */ jump: (place: Place) => void; /** Clears the text of what lies over it. */ makeRoom?: () => void }

/** The proof-reader of an open story, as long as its room is on screen: the list for its Checks tab, and the card at the words. */
export const useProofing = ({ editor, characters, language, store, notes, jump, makeRoom }: Parts): { list: ReactNode; card: ReactNode } => {
  const [proofreader] = useState(() => createProofreader(editor, store, notes, workerChecker()))
  useEffect(() => proofreader.start(), [proofreader])
  const reading = useSyncExternalStore(proofreader.subscribe, proofreader.reading)
  const { t } = useTranslation('proofreading')
  const lists = useAsk('house.lists', null).data
  useEffect(() => {
    if (lists) proofreader.readBy({ rows: lists.rows, own: lists.own, today: localDay(new Date()) })
  }, [lists, proofreader])
  const person = use(AppStateContext)?.person
  const [adding, setAdding] = useState<Find | null>(null)
  const may = person !== undefined && maySetLists(person)
  const house = useMemo(() => (lists ? { refusal: may ? null : t('house.refusal'), add: setAdding } : undefined), [lists, may, t])
  const room = useMemo<ProofRoom>(() => ({ editor, store, notes, house }), [editor, store, notes, house])
  const go = useCallback((find: Find): void => {
    makeRoom?.()
    if (!selectFind(editor, find)) jump(placeOf(find))
  }, [editor, jump, makeRoom])
  const undo = useEffectEvent((event: KeyboardEvent): void => {
    const writes = event.target instanceof HTMLElement && (event.target.isContentEditable || event.target.matches('input, textarea, select'))
    if (writes || event.isComposing || event.shiftKey || event.altKey || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z' || document.querySelector('[role="dialog"]')) return
    event.preventDefault()
    if (!undoAct(editor)) editor.commands.undo()
  })
  useEffect(() => {
    window.addEventListener('keydown', undo)
    return () => window.removeEventListener('keydown', undo)
  }, [])
  return { list: <ProofList room={room} reading={reading} characters={characters} language={language} onGo={go} />, card: <><ProofCard room={room} finds={reading.finds} />{adding && lists && <AddToLists find={adding} lists={lists} onClose={() => setAdding(null)} />}</> }
}
