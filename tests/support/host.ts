import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { METHODS, type Method } from '../../src-shared/bridge/contract'
import type { HostEvent } from '../../src-shared/bridge/events'
import { failed, ok } from '../../src-shared/outcome'
import type { Handlers } from '../../src-main/bridge/serve'
import type { Host, Log } from '../../src-main/shell/host'

/** A digest that has a picture, in the draft or at the desk of STORY; any other has none. */
export const STORY = '3b241101-e2bb-4255-8caf-4136c566a962'
export const PICTURE = 'ab'.repeat(32)

/** Handlers that all answer `not-in-this-test`, but the ones given. */
export const someHandlers = (given: Partial<Handlers> = {}): Handlers => {
  const rest = Object.fromEntries(METHODS.map((method: Method) => [method, () => Promise.resolve(failed('not-in-this-test', method))])) as unknown as Handlers
  return { ...rest, ...given }
}

/** A host with nothing behind it, that remembers who listens and whether it was closed. */
export const makeHost = (given: Partial<Handlers> = {}): Host & { emit: (event: HostEvent) => void; listening: () => number; closed: () => number; speak: (language: 'zh-CN' | 'en') => void } => {
  const listeners = new Set<(event: HostEvent) => void>()
  let closed = 0
  let language: 'zh-CN' | 'en' = 'zh-CN'
  const picture = (bytes: number[]) => (story: string, sha256: string, width: number | null) =>
    Promise.resolve(story === STORY && sha256 === PICTURE ? ok({ bytes: new Uint8Array([...bytes, width === null ? 0 : width % 256]), mediaType: 'image/webp' }) : failed('photo-missing', 'No such picture.'))
  return {
    handlers: someHandlers(given),
    // A desk in this very app: nobody to edit with.
    live: (_story, heard) => {
      queueMicrotask(() => heard.closed(4404, 'live-embedded'))
      return { send: () => undefined, close: () => undefined }
    },
    photo: picture([1, 2]),
    deskPhoto: picture([3, 4]),
    events: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    language: () => language,
    homeFolder: '/home',
    close: () => {
      closed += 1
      return Promise.resolve()
    },
    emit: (event) => listeners.forEach((listener) => listener(event)),
    listening: () => listeners.size,
    closed: () => closed,
    speak: (next) => (language = next),
  }
}

/** A log that keeps its lines. */
export const keptLog = (): Log & { lines: [string, string, unknown][] } => {
  const lines: [string, string, unknown][] = []
  const keep = (level: string) => (message: string, details?: unknown) => void lines.push([level, message, details])
  return { info: keep('info'), warn: keep('warn'), error: keep('error'), lines }
}

export const makeFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'stet-shell-'))

/** A built renderer: a page with a nonce's place, a hashed script and style, a font, a drawing; and a secret beside the folder. */
export const makeBuiltWindow = async (): Promise<string> => {
  const folder = await makeFolder()
  const files = join(folder, 'renderer')
  await mkdir(join(files, 'assets'), { recursive: true })
  await writeFile(join(files, 'index.html'), '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style><script type="module" src="./assets/index-a1b2c3.js"></script>')
  await writeFile(join(files, 'assets/index-a1b2c3.js'), 'export {}')
  await writeFile(join(files, 'assets/index-a1b2c3.css'), 'body{}')
  await writeFile(join(files, 'assets/serif-x.woff2'), 'font')
  await writeFile(join(files, 'assets/mark.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  await writeFile(join(files, '.secret'), 'hidden')
  await writeFile(join(folder, 'secret.txt'), 'outside')
  return files
}
