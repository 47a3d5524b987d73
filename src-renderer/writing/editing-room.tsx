import { Button } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { EditorContent } from '@tiptap/react'
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState, type DragEvent } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'

import type { Draft } from '../../src-shared/bridge/contract'
import { bench } from '../bench'
import { addPhotos, filesIn } from './adding-photos'
import { RecoveredBanner, ReturnedBanner, StaleBanner } from './banners'
import { shownKeys } from './body-commands'
import { useBodyEditor } from './body-editor'
import { Bubble } from './bubble'
import { ChecksList } from './checks-list'
import { useDerived } from './derived'
import { DetailsTab } from './details-tab'
import { PAGE_FIELDS } from './fields'
import { LengthWord, SaveWord } from './foot'
import { Inspector, type InspectorTab } from './inspector'
import { jumpTo, type Place } from './jump'
import { leaveRoom, useSavesOnLeaving } from './leaving'
import { LinkDialog } from './link-dialog'
import { Outline } from './outline'
import { PhotosTab } from './photos-tab'
import { useRoomKeys } from './room-keys'
import { RoomLayout, usePanels } from './room-layout'
import { openSession } from './session'
import { SlashList } from './slash-list'
import { createSlashMenu } from './slash-menu'
import story from './story.module.css'
import { SubmitDialog } from './submit-dialog'
import { RoomTitle, TitleBlock } from './title-block'
import { fieldId } from './title-field'
import { Toolbar } from './toolbar'
import { useField, WritingProvider, type PhotoPlace, type Writing } from './writing-context'

type Props = { draft: Draft; unsaved: boolean; onClose: () => void; onReload: () => void }
type DeskProps = Props & { session: ReturnType<typeof openSession>; pickPhotos: (place: PhotoPlace) => void; slash: ReturnType<typeof createSlashMenu> } & ReturnType<typeof useBodyEditor>

/** The room around one editor, under the provider its fields need. */
const Desk = ({ draft, onClose, onReload, session, slash, editor, setDoors, pickPhotos }: DeskProps) => {
  const { t } = useTranslation('writing')
  const { store, saver } = session
  const panels = usePanels()
  const [tab, setTab] = useState<InspectorTab>('details')
  const [linking, setLinking] = useState(false)
  const [submitting, setSubmitting] = useState(false)
  const [language] = useField('language')
  const [target] = useField('targetLength')
  const derived = useDerived(editor, store)
  const id = draft.story.id
  const help = useMemo(() => ({ askLink: () => setLinking(true), pickPhoto: () => pickPhotos({ near: editor.state.selection.to }) }), [editor, pickPhotos])
  const { setInspector, makeRoom } = panels
  const jump = useCallback((place: Place): void => {
    const openDetails = (): void => flushSync(() => {
      setInspector(true)
      setTab('details')
    })
    makeRoom()
    jumpTo(place, { editor, openDetails })
  }, [editor, makeRoom, setInspector])
  const intoBody = useCallback(() => void editor.commands.focus('start'), [editor])
  const goToBlock = useCallback((block: string) => jump({ block }), [jump])

  useSavesOnLeaving(session)
  useEffect(() => {
    // A new story begins at its headline.
    if (store.shown('headline') === '' && editor.isEmpty) document.getElementById(fieldId('headline'))?.focus()
  }, [store, editor])
  useRoomKeys({ s: () => void saver.flush(), enter: () => setSubmitting(true), 'shift+k': () => setLinking(true) })
  const openSubmit = useEffectEvent(() => setSubmitting(true))
  useEffect(() => bench.listen((event) => {
    if (event.type === 'command' && event.command === 'submit') openSubmit()
  }), [])
  useEffect(() => setDoors({
    onFiles: (files, near) => void addPhotos({ id, editor, store, t }, files, { near }),
    onUp: () => document.getElementById(fieldId(PAGE_FIELDS.at(-1) ?? 'headline'))?.focus(),
  }))

  const onDrop = (event: DragEvent): void => {
    const files = filesIn(event.dataTransfer)
    if (files.length === 0) return
    event.preventDefault()
    const near = editor.view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? editor.state.doc.content.size
    void addPhotos({ id, editor, store, t }, files, { near })
  }
  const onDragOver = (event: DragEvent): void => {
    if (event.dataTransfer.types.includes('Files')) event.preventDefault()
  }
  const blocking = derived.unmet.filter(({ severity }) => severity === 'block').length

  return (
    <RoomLayout panels={panels} onBack={() => void leaveRoom(session, t, onClose)}
      tools={<Toolbar editor={editor} help={help} />}
      acts={<Button size="compact-sm" leftSection={<IconSend size={16} stroke={1.6} aria-hidden />} title={shownKeys('Mod+Enter')} onClick={() => setSubmitting(true)}>{t('submit.open')}</Button>}
      outline={<Outline entries={derived.outline} onGo={goToBlock} />}
      inspector={
        <Inspector tab={tab} onTab={setTab} blocking={blocking} panels={{
          details: <DetailsTab />,
          photos: <PhotosTab photos={derived.photos} photoUrl={(sha256, width) => bench.photoUrl(id, sha256, width)} onGo={jump} />,
          checks: <ChecksList unmet={derived.unmet} onGo={jump} />,
        }} />
      }
      banner={
        <>
          <StaleBanner session={session} onReload={onReload} />
          {draft.recoveredFrom !== null && <RecoveredBanner from={draft.recoveredFrom} />}
          {draft.group === 'returned' && <ReturnedBanner draft={draft} />}
        </>
      }
      page={
        <article className={story.page} lang={language} onDrop={onDrop} onDragOver={onDragOver}>
          <RoomTitle />
          <TitleBlock onBody={intoBody} />
          <EditorContent editor={editor} />
          <Bubble editor={editor} help={help} />
          <SlashList store={slash} help={help} />
          <LinkDialog editor={editor} opened={linking} onClose={() => setLinking(false)} />
          <SubmitDialog opened={submitting} session={session} onClose={() => setSubmitting(false)} onGo={jump} onSent={onReload} />
        </article>
      }
      foot={
        <>
          <SaveWord saver={saver} store={store} />
          <LengthWord counts={derived.counts} target={target} language={language} />
        </>
      } />
  )
}

/** A draft open for writing. Lives as long as its opening: fields, body, saver and history are its own. */
export const EditingRoom = (props: Props) => {
  const { t } = useTranslation('writing')
  const { draft, unsaved } = props
  const [session] = useState(() => openSession(draft, unsaved))
  const [slash] = useState(createSlashMenu)
  const bodyEditor = useBodyEditor(session, slash)
  const { editor } = bodyEditor
  const { store } = session
  const id = draft.story.id
  const input = useRef<HTMLInputElement>(null)
  const place = useRef<PhotoPlace | null>(null)
  const pickPhotos = useCallback((next: PhotoPlace): void => {
    place.current = next
    input.current?.click()
  }, [])
  const writing = useMemo<Writing>(() => ({ id, store, photoUrl: (sha256, width) => bench.photoUrl(id, sha256, width), pickPhotos }), [id, store, pickPhotos])
  return (
    <WritingProvider value={writing}>
      <Desk {...props} {...bodyEditor} session={session} slash={slash} pickPhotos={pickPhotos} />
      <input ref={input} type="file" hidden multiple accept="image/*" aria-label={t('photo.choose')}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])]
          event.currentTarget.value = ''
          if (files.length > 0 && place.current) void addPhotos({ id, editor, store, t }, files, place.current)
        }} />
    </WritingProvider>
  )
}
