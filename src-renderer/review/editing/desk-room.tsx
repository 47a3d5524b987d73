import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconFileCheck } from '@tabler/icons-react'
import { EditorContent } from '@tiptap/react'
import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, useSyncExternalStore, type Ref } from 'react'
import { useTranslation } from 'react-i18next'

import type { Output } from '../../../src-shared/bridge/contract'
import type { Outcome } from '../../../src-shared/outcome'
import { notedFieldSchema, type NotedField } from '../../../src-shared/story/notes'
import { useAsk } from '../../ui/ask'
import { useBodyEditor } from '../../writing/body-editor'
import { createBlockDesk } from '../../writing/blocks/block-desk'
import { FootnoteList } from '../../writing/blocks/footnote-list'
import { openNote, OverBlocks, useBlocks } from '../../writing/blocks/over-body'
import { printWords } from '../../writing/blocks/print-words'
import { Bubble } from '../../writing/bubble'
import { ChecksList } from '../../writing/checks-list'
import { useDerived } from '../../writing/derived'
import { DetailsTab } from '../../writing/details-tab'
import { PAGE_FIELDS } from '../../writing/fields'
import { LengthWord } from '../../writing/foot'
import { Inspector, type InspectorTab } from '../../writing/inspector'
import { jumpTo, type Place } from '../../writing/jump'
import { useSavesOnLeaving } from '../../writing/leaving'
import { LinkDialog } from '../../writing/link-dialog'
import { PhotosTab } from '../../writing/photos-tab'
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
import { NotesTab } from '../../writing/tools/notes-tab'
import { fieldInFocus, useOwnNotesRoom } from '../../writing/tools/own-room'
import { setSuggesting } from '../../writing/tools/suggesting'
import tools from '../../writing/tools/tools.module.css'
import { useField, WritingProvider, type Writing } from '../../writing/writing-context'
import { SessionConflicts } from '../conflicts/session-conflicts'
import { deskPhotos } from '../side-story'
import { DeskSaveWord } from './desk-save-word'
import { openDeskSession, type DeskSession } from './desk-session'
import css from './desk-room.module.css'
import { useArrivals } from './use-arrivals'

/** What the piece's screen may ask of the copy that is open. */
export type DeskHandle = { flush: () => Promise<Outcome<null>> }

type Props = { id: string; working: Output<'desk.working'>; /** Where to go in it; again for each new object. */ at: { place: Place } | null; revise: (() => void) | null; ref: Ref<DeskHandle> }

const Room = ({ id, session, slash, blocks, editor, setDoors, cropping, crop, at, revise, handle }: Pick<Props, 'id' | 'at'> & { session: DeskSession; slash: ReturnType<typeof createSlashMenu>; blocks: ReturnType<typeof createBlockDesk>; cropping: string | null; crop: (block: string | null) => void; revise: (() => void) | null; handle: Ref<DeskHandle> } & ReturnType<typeof useBodyEditor>) => {
  const { t } = useTranslation(['review', 'writing'])
  const { store, saver } = session
  const page = useRef<HTMLDivElement>(null)
  const [tab, setTab] = useState<InspectorTab>('notes')
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

  useSavesOnLeaving(session)
  useArrivals(id, session, editor, () => {
    notifications.show({ id: `arrived-${id}`, message: t('review:edit.merged'), closeButtonProps: { 'aria-label': t('writing:close') } })
  })
  useEffect(() => setSuggesting(editor, true), [editor])
  useImperativeHandle(handle, () => ({ flush: () => saver.flush() }), [saver])
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
  const { dirty, saving } = useSyncExternalStore(saver.subscribe, saver.state)
  const colleagues = useAsk('desk.colleagues', null).data
  const goToField = useCallback((field: NotedField) => jump({ field }), [jump])
  const notesRoom = useOwnNotesRoom({ editor, notes: session.notes, store, go: goToField, people: colleagues })
  const blocking = derived.unmet.filter(({ severity }) => severity === 'block').length

  return (
    <NotesRoomProvider value={notesRoom}>
    <section className={css['room']} aria-label={t('review:view.edit')}>
      <div className={css['tools']}><Toolbar editor={editor} help={help} /></div>
      <div ref={page} className={css['page']} tabIndex={-1}>
        {finding && <FindPanel editor={editor} replacing={finding === 'replace'} onClose={() => setFinding(null)} />}
        <SessionConflicts session={session} editor={editor} photoUrl={photoUrl} onGo={jump} />
        <article className={`${storyCss['page'] ?? ''} ${tools['page'] ?? ''}`} lang={language} style={printWords(language)}>
          <TitleBlock onBody={() => void editor.commands.focus('start')} />
          <EditorContent editor={editor} />
          <FootnoteList notes={derived.footnotes} onGo={(index) => openNote(editor, blocks, index)} />
          <OverBlocks editor={editor} desk={blocks} asking={over.asking} setAsking={over.setAsking} now={help.now} />
          <Bubble editor={editor} help={help} />
          <SlashList store={slash} help={help} />
          <CommentDialog about={commenting} onClose={() => setCommenting(null)} />
          <LinkDialog editor={editor} opened={linking} onClose={() => setLinking(false)} />
          <CropPart cropping={cropping} crop={crop} editor={editor} store={store} photoUrl={photoUrl} />
        </article>
      </div>
      <Inspector tab={tab} onTab={setTab} blocking={blocking} panels={{
        details: <DetailsTab />,
        photos: <PhotosTab photos={derived.photos} photoUrl={photoUrl} fileOf={store.photo} onGo={jump} />,
        checks: <ChecksList unmet={derived.unmet} onGo={jump} />,
        notes: <NotesTab onComment={(field) => setCommenting({ field: field ?? null })} />,
      }} />
      <footer className={css['foot']}>
        <DeskSaveWord session={session} />
        <LengthWord counts={derived.counts} target={target} language={language} />
        {revise && <Button size="compact-xs" variant="default" leftSection={<IconFileCheck size={14} aria-hidden />} disabled={dirty || saving} onClick={revise}>{t('review:edit.revise')}</Button>}
      </footer>
    </section>
    </NotesRoomProvider>
  )
}

/** A piece's working copy open for editing at the desk, in the editor the writing room has; changes are suggested unless that is turned off. */
export const DeskRoom = ({ id, working, at, revise, ref }: Props) => {
  const [session] = useState(() => openDeskSession(id, working))
  const [slash] = useState(createSlashMenu)
  const [blocks] = useState(createBlockDesk)
  const [cropping, crop] = useState<string | null>(null)
  const { t } = useTranslation(['review', 'writing'])
  const bodyEditor = useBodyEditor(session, slash, null, blocks)
  const writing = useMemo<Writing>(() => ({
    id, store: session.store, photoUrl: deskPhotos(id), cropPhoto: crop,
    pickPhotos: () => { notifications.show({ message: t('review:edit.noPhotos'), closeButtonProps: { 'aria-label': t('writing:close') } }) },
  }), [id, session.store, t])
  return (
    <WritingProvider value={writing}>
      <Room id={id} session={session} slash={slash} blocks={blocks} {...bodyEditor} cropping={cropping} crop={crop} at={at} revise={revise} handle={ref} />
    </WritingProvider>
  )
}
