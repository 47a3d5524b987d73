import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconFileCheck } from '@tabler/icons-react'
import type { Extensions } from '@tiptap/core'
import { EditorContent, type Editor } from '@tiptap/react'
import { useCallback, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState, type CompositionEvent, type ReactNode, type Ref } from 'react'
import { useTranslation } from 'react-i18next'

import type { LiveRight } from '../../../src-shared/desk-api/live'
import type { Outcome } from '../../../src-shared/outcome'
import { notedFieldSchema, type NotedField } from '../../../src-shared/story/notes'
import { useProofing } from '../../proofing/use-proofing'
import { useAsk } from '../../ui/ask'
import { useBodyEditor } from '../../writing/body-editor'
import { createBlockDesk } from '../../writing/blocks/block-desk'
import { FootnoteList } from '../../writing/blocks/footnote-list'
import { openNote, OverBlocks, useBlocks } from '../../writing/blocks/over-body'
import { printWords } from '../../writing/blocks/print-words'
import { Bubble } from '../../writing/bubble'
import { useDerived } from '../../writing/derived'
import { PAGE_FIELDS } from '../../writing/fields'
import { LengthWord } from '../../writing/foot'
import type { InspectorTab } from '../../writing/inspector'
import { jumpTo, type Place } from '../../writing/jump'
import { useSavesOnLeaving } from '../../writing/leaving'
import { LinkDialog } from '../../writing/link-dialog'
import { CropPart } from '../../writing/photos/room-photos'
import { receivePastedWords } from '../../writing/pasting/telling'
import { useRoomKeys } from '../../writing/room-keys'
import { SlashList } from '../../writing/slash-list'
import { createSlashMenu } from '../../writing/slash-menu'
import storyCss from '../../writing/story.module.css'
import { TitleBlock } from '../../writing/title-block'
import { fieldId } from '../../writing/title-field'
import { Toolbar } from '../../writing/toolbar'
import { CommentDialog, type Commented } from '../../writing/tools/comment-dialog'
import { FindPanel } from '../../writing/tools/find-panel'
import { NotesRoomProvider } from '../../writing/tools/notes-room'
import { fieldInFocus, useOwnNotesRoom } from '../../writing/tools/own-room'
import { setSuggesting } from '../../writing/tools/suggesting'
import tools from '../../writing/tools/tools.module.css'
import { useField, WritingProvider, type Writing } from '../../writing/writing-context'
import { SessionConflicts } from '../conflicts/session-conflicts'
import { deskPhotos } from '../side-story'
import { DeskInspector } from './desk-inspector'
import type { DeskSession } from './desk-session'
import css from './desk-room.module.css'
import { comeBack, roomNow, type RoomMemory } from './room-memory'

/** What the piece's screen may ask of the copy that is open. */
export type DeskHandle = { flush: () => Promise<Outcome<null>> }

/** What every room of the desk is given by the piece's screen. */
export type RoomProps = { id: string; /** Where to go in it; again for each new object. */ at: { place: Place } | null; revise: (() => void) | null; memory: RoomMemory; ref: Ref<DeskHandle> }

type Props = RoomProps & {
  session: DeskSession
  may: LiveRight
  /** True where something typed is not at the desk yet. */
  busy: boolean
  /** How saving stands, in the foot. */
  word: ReactNode
  /** Who else is here. */
  people?: ReactNode
  /** Ties the body to others, once. */
  bound?: (extensions: Extensions) => Extensions
  /** Keeps others' changes back while an input method composes. */
  hold?: () => () => void
  /** What goes on beside the room and draws nothing. */
  beside?: (editor: Editor) => ReactNode
}
type InnerProps = Props & { slash: ReturnType<typeof createSlashMenu>; blocks: ReturnType<typeof createBlockDesk>; cropping: string | null; crop: (block: string | null) => void } & ReturnType<typeof useBodyEditor>

const RIGHTS = { edit: { settle: true, suggestOnly: false }, suggest: { settle: false, suggestOnly: true }, read: { settle: false, suggestOnly: true, reads: true } } as const satisfies Record<LiveRight, object>

/** Keeps others back while a field composes; the body does so itself. */
const useHolding = (hold: (() => () => void) | undefined, editor: Editor) => {
  const release = useRef<(() => void) | null>(null)
  const end = useCallback((): void => {
    release.current?.()
    release.current = null
  }, [])
  useEffect(() => end, [end])
  return {
    onCompositionStartCapture: ({ target }: CompositionEvent) => {
      if (hold && !editor.view.dom.contains(target as Node)) release.current ??= hold()
    },
    onCompositionEndCapture: end,
  }
}

const Room = ({ id, session, slash, blocks, editor, setDoors, cropping, crop, at, revise, memory, may, busy, word, people, hold, beside, ref: handle }: InnerProps) => {
  const { t } = useTranslation(['review', 'writing'])
  const { store, saver } = session
  const page = useRef<HTMLDivElement>(null)
  const [tab, setTab] = useState<InspectorTab>(() => memory.last()?.tab ?? 'notes')
  const [linking, setLinking] = useState(false)
  const [commenting, setCommenting] = useState<Commented | null>(null)
  const [finding, setFinding] = useState<'find' | 'replace' | null>(null)
  const [language] = useField('language')
  const [target] = useField('targetLength')
  const derived = useDerived(editor, store, session.notes)
  const photoUrl = useMemo(() => deskPhotos(id), [id])
  const over = useBlocks(editor, blocks)
  const noPhotos = useCallback((): void => {
    notifications.show({ message: t('review:edit.noPhotos'), closeButtonProps: { 'aria-label': t('writing:close') } })
  }, [t])
  const help = useMemo(() => ({ ...over.help, askLink: () => setLinking(true), pickPhoto: noPhotos }), [over.help, noPhotos])
  const jump = useCallback((place: Place): void => {
    jumpTo(place, { editor, openDetails: () => setTab('details') })
  }, [editor])
  const proofing = useProofing({ editor, characters: derived.counts.characters, language, store, notes: session.notes, jump })
  const reads = may === 'read'

  useSavesOnLeaving(session)
  useEffect(() => session.tie(), [session])
  useEffect(() => {
    const last = memory.last()
    setSuggesting(editor, last?.suggesting ?? true)
    if (last) comeBack(last, editor, page.current)
  }, [editor, memory])
  const shownTab = useRef(tab)
  useLayoutEffect(() => {
    shownTab.current = tab
  }, [tab])
  useLayoutEffect(() => {
    const paper = page.current
    return () => memory.put(roomNow(editor, shownTab.current, paper))
  }, [editor, memory])
  useEffect(() => editor.setEditable(!reads, false), [editor, reads])
  useImperativeHandle(handle, () => ({ flush: () => session.toDesk() }), [session])
  useEffect(() => {
    if (at) jump(at.place)
  }, [at, jump])
  useEffect(() => setDoors({
    onFiles: noPhotos,
    onPasted: (pasted) => receivePastedWords(pasted, t, noPhotos),
    onUp: () => document.getElementById(fieldId(PAGE_FIELDS.at(-1) ?? 'headline'))?.focus(),
  }))
  useRoomKeys({
    s: () => void saver.flush(),
    'shift+k': () => setLinking(true),
    f: () => setFinding('find'),
    h: () => setFinding('replace'),
    'shift+m': () => {
      const field = fieldInFocus(notedFieldSchema.options)
      if (field || !editor.state.selection.empty) setCommenting({ field })
    },
  })
  const holding = useHolding(hold, editor)
  const colleagues = useAsk('desk.colleagues', null).data
  const goToField = useCallback((field: NotedField) => jump({ field }), [jump])
  const notesRoom = useOwnNotesRoom({ editor, notes: session.notes, store, go: goToField, people: colleagues, may: RIGHTS[may] })

  return (
    <NotesRoomProvider value={notesRoom}>
    <section className={css['room']} aria-label={t('review:view.edit')} data-may={may} {...holding}>
      <div className={css['tools']}>
        {!reads && <div className={css['bar']}><Toolbar editor={editor} help={help} /></div>}
        {people}
      </div>
      <div ref={page} className={css['page']} tabIndex={-1}>
        {finding && <FindPanel editor={editor} replacing={finding === 'replace'} onClose={() => setFinding(null)} />}
        {may === 'edit' && <SessionConflicts session={session} editor={editor} photoUrl={photoUrl} onGo={jump} />}
        <article className={`${storyCss['page'] ?? ''} ${tools['page'] ?? ''}`} lang={language} style={printWords(language)}>
          <fieldset className={css['plain']} disabled={reads}><TitleBlock onBody={() => void editor.commands.focus('start')} /></fieldset>
          <EditorContent editor={editor} />
          <FootnoteList notes={derived.footnotes} onGo={(index) => openNote(editor, blocks, index)} />
          <OverBlocks editor={editor} desk={blocks} asking={over.asking} setAsking={over.setAsking} now={help.now} />
          <Bubble editor={editor} help={help} />
          {proofing.card}
          <SlashList store={slash} help={help} />
          <CommentDialog about={commenting} onClose={() => setCommenting(null)} />
          <LinkDialog editor={editor} opened={linking} onClose={() => setLinking(false)} />
          <CropPart cropping={cropping} crop={crop} editor={editor} store={store} photoUrl={photoUrl} />
        </article>
      </div>
      <DeskInspector tab={tab} onTab={setTab} derived={derived} proofing={proofing.list} may={may} photoUrl={photoUrl} fileOf={store.photo} onGo={jump} onComment={(field) => setCommenting({ field: field ?? null })} />
      <footer className={css['foot']}>
        {word}
        <LengthWord counts={derived.counts} target={target} language={language} />
        {revise && may === 'edit' && <Button size="compact-xs" variant="default" leftSection={<IconFileCheck size={14} aria-hidden />} disabled={busy} onClick={revise}>{t('review:edit.revise')}</Button>}
      </footer>
      {beside?.(editor)}
    </section>
    </NotesRoomProvider>
  )
}

/** A piece's working copy open for editing at the desk, in the editor the writing room has; changes are suggested unless that is turned off. */
export const DeskRoom = (props: Props) => {
  const { id, session, bound } = props
  const [slash] = useState(createSlashMenu)
  const [blocks] = useState(createBlockDesk)
  const [cropping, crop] = useState<string | null>(null)
  const { t } = useTranslation(['review', 'writing'])
  const bodyEditor = useBodyEditor(session, slash, null, blocks, bound)
  const writing = useMemo<Writing>(() => ({
    id, store: session.store, photoUrl: deskPhotos(id), cropPhoto: crop,
    pickPhotos: () => { notifications.show({ message: t('review:edit.noPhotos'), closeButtonProps: { 'aria-label': t('writing:close') } }) },
  }), [id, session.store, t])
  return (
    <WritingProvider value={writing}>
      <Room {...props} slash={slash} blocks={blocks} {...bodyEditor} cropping={cropping} crop={crop} />
    </WritingProvider>
  )
}
