import { MantineProvider } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, screen } from '@testing-library/react'
import type { Editor } from '@tiptap/core'
import { I18nextProvider } from 'react-i18next'

import { AppStateContext } from '../../../src-renderer/ui/app-state'
import { makeQueryClient } from '../../../src-renderer/ui/ask'
import { i18n } from '../../../src-renderer/ui/i18n'
import { KeyDialogProvider } from '../../../src-renderer/ui/key-dialog'
import { WritingRoom } from '../../../src-renderer/writing/writing-room'
import type { AppState, Draft } from '../../../src-shared/bridge/contract'
import type { HostEvent } from '../../../src-shared/bridge/events'
import type { BridgePort } from '../../../src-shared/bridge/port'
import { failed, ok, type Failure, type Outcome } from '../../../src-shared/outcome'
import { EVERYTHING } from '../../../src-shared/publication/destination'
import { threeStagePolicy } from '../../../src-shared/review/policy'
import type { Story } from '../../../src-shared/story/story'
import type { UndoJournal } from '../../../src-shared/story/undo'
import { photo } from './photo'

/** The signed-in reporter's host state. */
export const appState: AppState & { person: NonNullable<AppState['person']> } = {
  version: '0', shell: 'browser', platform: 'test', language: 'en', theme: 'light', key: 'open', keychain: true, sample: [],
  person: { id: 'shen', name: '沈牧', login: 'shen', role: 'reporter' },
  connection: { state: 'embedded', address: '', waiting: 0, code: '' }, library: 'open', sealed: null, lockMinutes: 10,
  newsroom: { name: '临江日报', policy: threeStagePolicy, destinations: [{ id: 'site', name: '临江网', kind: 'site', address: 'http://127.0.0.1', carries: EVERYTHING }], live: false },
  folders: { home: '', site: '', packages: '' },
}

/** The id of the story the memory host creates. */
export const COPY_ID = '0b1d7a52-6c1e-4f0a-8a34-5f2f6a1c9d77'

/** A host of one draft, in memory: it keeps generations and refuses stale saves as the real one does. */
export const memoryHost = (draft: Draft) => {
  const state = { draft, saves: [] as Story[], copies: [] as Story[], asked: [] as string[], refuse: null as Failure | null, hold: null as Promise<void> | null, undo: null as UndoJournal | null }
  const listeners = new Set<(event: HostEvent) => void>()
  const save = async ({ story, generation }: { story: Story; generation: number }): Promise<Outcome<unknown>> => {
    if (state.hold) await state.hold
    if (state.refuse) return state.refuse
    if (story.id === COPY_ID) {
      state.copies.push(story)
      return ok({ generation: generation + 1, savedAt: '2026-03-01T06:02:11Z' })
    }
    if (generation !== state.draft.generation) return failed('draft-stale', 'A newer draft was saved.')
    state.draft = { ...state.draft, story: structuredClone(story), generation: generation + 1 }
    state.saves.push(state.draft.story)
    return ok({ generation: generation + 1, savedAt: new Date(2026, 2, 1, 14, 2, 11).toISOString() })
  }
  const answer = async (method: string, input: unknown): Promise<Outcome<unknown>> => {
    state.asked.push(method)
    if (method === 'library.open') return ok(structuredClone(state.draft))
    if (method === 'library.undo') return ok(state.undo)
    if (method === 'library.keepUndo') {
      state.undo = (input as { journal: UndoJournal }).journal
      return ok(null)
    }
    if (method === 'library.save') return save(input as { story: Story; generation: number })
    if (method === 'library.create') return ok({ ...structuredClone(state.draft), story: { ...structuredClone(state.draft.story), id: COPY_ID }, generation: 1 })
    if (method === 'library.list') return ok([])
    if (method === 'outbox.list') return ok([])
    if (method === 'app.state') return ok(appState)
    if (method === 'photo.add') {
      const { name } = input as { name: string }
      return name.endsWith('.txt') ? failed('photo-unreadable', 'Not a picture.', { name }) : ok({ photo: photo(name[0] ?? '1', name), caption: `caption of ${name}`, credit: '', unsure: [], frames: 1 })
    }
    if (method === 'submit.send') {
      state.draft = { ...state.draft, group: 'waiting' }
      return ok({})
    }
    return failed('unexpected', method)
  }
  const port: BridgePort = {
    ask: (method, input) => answer(method, input) as ReturnType<BridgePort['ask']> as never,
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    live: (_story, heard) => { queueMicrotask(() => heard.closed(4404, 'live-embedded')); return { send: () => undefined, close: () => undefined } },
  }
  return { state, port, tell: (event: HostEvent) => listeners.forEach((listener) => listener(event)) }
}

/** Lets promises and short timers pass, inside React's act. */
export const pass = (ms: number): Promise<void> => act(() => new Promise<void>((resolve) => setTimeout(resolve, ms)))

/** Renders the writing room on a host. */
export const openRoom = async (host: ReturnType<typeof memoryHost>, language: 'en' | 'zh-CN' = 'en', app = appState) => {
  // The DOM of the tests has no font set, which growing text areas listen to.
  Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true })
  // Wide enough for the side panels to stand open.
  Object.defineProperty(window, 'innerWidth', { value: 1440, configurable: true })
  Object.defineProperty(window, 'stet', { value: host.port, configurable: true })
  await i18n.changeLanguage(language)
  let closed = 0
  const room = render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={makeQueryClient()}>
        <MantineProvider env="test">
          <ModalsProvider>
            <KeyDialogProvider>
              <AppStateContext value={app}>
                <WritingRoom id={host.state.draft.story.id} onClose={() => (closed += 1)} />
              </AppStateContext>
            </KeyDialogProvider>
          </ModalsProvider>
          <Notifications />
        </MantineProvider>
      </QueryClientProvider>
    </I18nextProvider>,
  )
  await screen.findByRole('contentinfo', { hidden: true })
  const editor = (): Editor => (document.querySelector('.ProseMirror') as unknown as { editor: Editor }).editor
  return { ...room, editor, closed: () => closed, leave: () => cleanup() }
}
