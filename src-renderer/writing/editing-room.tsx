import { Button } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { EditorContent } from '@tiptap/react'
import { useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'

import type { Draft } from '../../src-shared/bridge/contract'
import { notedFieldSchema, type NotedField } from '../../src-shared/story/notes'
import type { UndoJournal } from '../../src-shared/story/undo'
import { bench } from '../bench'
import { HandOverButton } from '../handoff/hand-over-button'
import { HandedBanner } from '../handoff/handed-banner'
import { CopyBanner } from '../library/copy-banner'
import { useProofing } from '../proofing/use-proofing'
import { SessionConflicts } from '../review/conflicts/session-conflicts'
import { RecoveredBanner, ReturnedBanner, StaleBanner } from './banners'
import { shownKeys } from './body-commands'
import { useBodyEditor } from './body-editor'
import { createBlockDesk, type BlockDesk } from './blocks/block-desk'
import { FootnoteList } from './blocks/footnote-list'
import { openNote, OverBlocks, useBlocks } from './blocks/over-body'
import { printWords } from './blocks/print-words'
import { Bubble } from './bubble'
import { ChecksList } from './checks-list'
import { useDerived } from './derived'
import { DetailsTab } from './details-tab'
import { PAGE_FIELDS } from './fields'
import { LengthWord, SaveWord } from './foot'
import { HistoryTab } from './history/history-tab'
import { usePast } from './history/past'
import { PastPage } from './history/past-page'
import { RestoredBanner } from './history/restored-banner'
import { Inspector, type InspectorTab } from './inspector'
import { jumpTo, type Place } from './jump'
import { leaveRoom, useSavesOnLeaving } from './leaving'
import { LinkDialog } from './link-dialog'
import { mayCorrect } from './opened-draft'
import { Outline } from './outline'
import { setPhoto, takeWords } from './photos/photo-acts'
import { receivePasted } from './pasting/telling'
import { PhotosTab } from './photos-tab'
import { useRoomKeys } from './room-keys'
import { RoomLayout, usePanels } from './room-layout'
import { RoomPhotosParts } from './photos/room-photos'
import { openSession } from './session'
import { SlashList } from './slash-list'
import { createSlashMenu } from './slash-menu'
import story from './story.module.css'
import { SubmitDialog } from './submit-dialog'
import { RoomTitle, TitleBlock } from './title-block'
import { fieldId } from './title-field'
import { Toolbar } from './toolbar'
import { CommentDialog, type Commented } from './tools/comment-dialog'
import { FindPanel } from './tools/find-panel'
import { NotesRoomProvider } from './tools/notes-room'
import { NotesTab } from './tools/notes-tab'
import { fieldInFocus, useOwnNotesRoom } from './tools/own-room'
import tools from './tools/tools.module.css'
import { ViewMenu } from './tools/view-menu'
import { useModes } from './tools/view-modes'
import { useRoomPhotos, type RoomPhotos } from './photos/use-photos'
import { useField, WritingProvider, type Writing } from './writing-context'

type Props = { draft: Draft; unsaved: boolean; undo: UndoJournal | null; onClose: () => void; onReload: () => void }
type DeskProps = Props & { session: ReturnType<typeof openSession>; photos: RoomPhotos; slash: ReturnType<typeof createSlashMenu>; blocks: BlockDesk } & ReturnType<typeof useBodyEditor>

/** The room around one editor, under the provider its fields need. */
const Desk = ({ draft, onClose, onReload, session, slash, blocks, editor, setDoors, photos }: DeskProps) => {
  const { t } = useTranslation('writing')
  const { store, saver } = session
  const panels = usePanels()
  const [tab, setTab] = useState<InspectorTab>('details')
  const [linking, setLinking] = useState(false)
  const [submitting, setSubmitting] = useState(false)
  const [finding, setFinding] = useState<'find' | 'replace' | null>(null)
  const [commenting, setCommenting] = useState<Commented | null>(null)
  const modes = useModes()
  const [language] = useField('language')
  const [target] = useField('targetLength')
  const derived = useDerived(editor, store, session.notes)
  const id = draft.story.id
  const past = usePast({ id, story: session.story, session, makeRoom: panels.makeRoom, onReload })
  const { pick, pickFolder, crop, batch } = photos
  const photoUrl = useCallback((sha256: string, width?: number) => bench.photoUrl(id, sha256, width), [id])
  const over = useBlocks(editor, blocks)
  const help = useMemo(() => ({ ...over.help, askLink: () => setLinking(true), pickPhoto: () => pick({ near: editor.state.selection.to }) }), [editor, pick, over.help])
  const { setInspector, makeRoom } = panels
  const jump = useCallback((place: Place): void => {
    const openDetails = (): void => flushSync(() => {
      setInspector(true)
      setTab('details')
    })
    makeRoom()
    jumpTo(place, { editor, openDetails })
  }, [editor, makeRoom, setInspector])
  const proofing = useProofing({ editor, characters: derived.counts.characters, language, store, notes: session.notes, jump, makeRoom })
  const intoBody = useCallback(() => void editor.commands.focus('start'), [editor])
  const goToNote = useCallback((index: number) => openNote(editor, blocks, index), [editor, blocks])
  const goToBlock = useCallback((block: string) => jump({ block }), [jump])

  useSavesOnLeaving(session)
  useEffect(() => {
    // A new story begins at its headline.
    if (store.shown('headline') === '' && editor.isEmpty) document.getElementById(fieldId('headline'))?.focus()
  }, [store, editor])
  useRoomKeys({ s: () => void saver.flush(), enter: () => setSubmitting(true), 'shift+k': () => setLinking(true),
    f: () => setFinding('find'),
    h: () => setFinding('replace'),
    'shift+m': () => {
      const field = fieldInFocus(notedFieldSchema.options)
      if (field || !editor.state.selection.empty) setCommenting({ field })
    },
  })
  /** What is handed over is what is on the disk; the foot says why where it could not be saved. */
  const savedFirst = async (): Promise<boolean> => {
    await saver.flush()
    return saver.state().failure === null
  }
  const openSubmit = useEffectEvent(() => setSubmitting(true))
  useEffect(() => bench.listen((event) => {
    if (event.type === 'command' && event.command === 'submit') openSubmit()
  }), [])
  useEffect(() => setDoors({
    onFiles: (files, near) => void batch.add(files, { near }),
    onPasted: (pasted) => receivePasted(pasted, batch, t),
    onUp: () => document.getElementById(fieldId(PAGE_FIELDS.at(-1) ?? 'headline'))?.focus(),
  }))

  const blocking = derived.unmet.filter(({ severity }) => severity === 'block').length

  const goToField = useCallback((field: NotedField) => jump({ field }), [jump])
  const room = useOwnNotesRoom({ editor, notes: session.notes, store, go: goToField })

  return (
    <NotesRoomProvider value={room}>
    <RoomLayout panels={panels} onBack={() => void leaveRoom(session, t, onClose)}
      tools={past.comparing ? null : <Toolbar editor={editor} help={help} />}
      acts={<><HandOverButton id={id} kinds={['draft']} before={savedFirst} /><ViewMenu id={id} onFind={() => setFinding('find')} onReplace={() => setFinding('replace')} /><Button size="compact-sm" leftSection={<IconSend size={16} stroke={1.6} aria-hidden />} title={shownKeys('Mod+Enter')} onClick={() => setSubmitting(true)}>{t(mayCorrect(draft) ? 'correct.act' : 'submit.open')}</Button></>}
      outline={past.comparing ? null : <Outline entries={derived.outline} editor={editor} onGo={goToBlock} />}
      inspector={
        <Inspector tab={tab} onTab={setTab} blocking={blocking} panels={{
          details: <DetailsTab />,
          photos: <PhotosTab photos={derived.photos} photoUrl={photoUrl} fileOf={store.photo} onGo={jump} editing={{
            add: () => pick({ near: editor.state.selection.to }),
            addFolder: () => pickFolder({ near: editor.state.selection.to }),
            crop,
            take: (block, place, text) => void takeWords(editor, block, place, text),
            showPlace: (block, shown) => void setPhoto(editor, block, { place: shown ? 'shown' : 'hidden' }),
          }} />,
          checks: <><ChecksList unmet={derived.unmet} onGo={jump} />{proofing.list}</>,
          notes: <NotesTab onComment={(field) => setCommenting({ field: field ?? null })} />,
          history: <HistoryTab past={past} language={language} />,
        }} />
      }
      banner={past.comparing ? null :
        <>
          {finding && <FindPanel editor={editor} replacing={finding === 'replace'} onClose={() => setFinding(null)} />}
          <StaleBanner session={session} onReload={onReload} />
          <RestoredBanner past={past} />
          {draft.handed && <HandedBanner handed={draft.handed} />}
          {draft.copyOf && <CopyBanner copyOf={draft.copyOf} />}
          {draft.recoveredFrom !== null && <RecoveredBanner from={draft.recoveredFrom} />}
          {draft.group === 'returned' && <ReturnedBanner draft={draft} />}
          <SessionConflicts session={session} editor={editor} photoUrl={photoUrl} onGo={jump} />
        </>
      }
      page={<PastPage past={past}>
        <article className={`${story.page ?? ''} ${tools.page ?? ''}`} lang={language} style={printWords(language)} data-focus={modes.focus || undefined} data-typewriter={modes.typewriter || undefined} onDrop={photos.onDrop} onDragOver={photos.onDragOver}>
          <RoomTitle />
          <TitleBlock onBody={intoBody} />
          <EditorContent editor={editor} />
          <FootnoteList notes={derived.footnotes} onGo={goToNote} />
          <OverBlocks editor={editor} desk={blocks} asking={over.asking} setAsking={over.setAsking} now={help.now} />
          <Bubble editor={editor} help={help} />
          {proofing.card}
          <SlashList store={slash} help={help} />
          <CommentDialog about={commenting} onClose={() => setCommenting(null)} />
          <LinkDialog editor={editor} opened={linking} onClose={() => setLinking(false)} />
          <RoomPhotosParts photos={photos} editor={editor} store={store} photoUrl={photoUrl} onGo={goToBlock} />
          <SubmitDialog opened={submitting} correcting={mayCorrect(draft)} session={session} onClose={() => setSubmitting(false)} onGo={jump} onSent={onReload} />
        </article>
      </PastPage>}
      foot={
        <>
          <SaveWord saver={saver} store={store} />
          <LengthWord counts={derived.counts} target={target} language={language} />
        </>
      } />
    </NotesRoomProvider>
  )
}

/** A draft open for writing. Lives as long as its opening: fields, body, saver and history are its own. */
export const EditingRoom = (props: Props) => {
  const { draft, unsaved, undo } = props
  const [session] = useState(() => openSession(draft, unsaved))
  const [slash] = useState(createSlashMenu)
  const [blocks] = useState(createBlockDesk)
  const bodyEditor = useBodyEditor(session, slash, undo, blocks)
  const { editor } = bodyEditor
  const { store } = session
  const id = draft.story.id
  const photos = useRoomPhotos(id, editor, store)
  const { pick, crop } = photos
  const writing = useMemo<Writing>(() => ({ id, store, photoUrl: (sha256, width) => bench.photoUrl(id, sha256, width), pickPhotos: pick, cropPhoto: crop }), [id, store, pick, crop])
  return (
    <WritingProvider value={writing}>
      <Desk {...props} {...bodyEditor} session={session} slash={slash} blocks={blocks} photos={photos} />
    </WritingProvider>
  )
}
