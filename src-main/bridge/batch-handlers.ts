import { stat } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'

import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { Person } from '../../src-shared/review/people'
import { exportBatch, type BatchSource } from '../publication/batch'
import { batchFolderName } from '../publication/batch-folder'
import { batchSource } from '../publication/batch-source'
import { nodeCrypto } from '../signoff/crypto'
import { isAway } from '../workstation/reach'
import { askingOf } from './asking'
import type { Parts } from './parts'
import type { Handlers } from './serve'
import { trustOf } from './signed-package'

type Mine = 'batch.begin' | 'batch.state' | 'batch.cancel' | 'batch.dismiss' | 'batch.reveal'

/** What would meet every further piece as well: the desk is away, or it is another person's turn. */
const isForAll = (code: string): boolean => isAway(code) || code === 'not-signed-in'

/** The packages of many pieces into one folder, going on whatever its windows do. */
export const batchHandlers = (parts: Parts): Pick<Handlers, Mine> => {
  const { asked } = askingOf(parts)
  const { batch } = parts
  const withPerson = (act: (person: Person) => Promise<Outcome<null>>): Promise<Outcome<null>> => {
    const person = parts.session.person()
    return person ? act(person) : Promise.resolve(failed('not-signed-in', 'Sign in first.'))
  }
  /** As this person and nobody else: who comes in meanwhile exports nothing for who left. */
  const sourceFor = (person: Person): BatchSource => {
    const as = async <T>(call: () => Promise<Outcome<T>>): Promise<Outcome<T>> => (parts.session.person()?.id === person.id ? asked(call()) : failed('not-signed-in', 'Whoever began this is no longer signed in.'))
    const desk = batchSource(parts.client)
    return { about: (id, signal) => as(() => desk.about(id, signal)), stream: (id, signal) => as(() => desk.stream(id, signal)) }
  }
  return {
    'batch.begin': ({ ids, folder }) =>
      withPerson(async (person) => {
        const into = folder === null ? parts.folders.packages : resolve(folder)
        if (folder !== null && !(isAbsolute(folder) && (await stat(into).catch(() => null))?.isDirectory())) return failed('place-not-folder', 'There is no such folder.', { path: folder })
        const name = batchFolderName(new Date(parts.now()), parts.settings.read().language)
        const each = [...new Set(ids)]
        return batch.begin(person.id, each.length, (progress, signal) => exportBatch(each, { into, name, source: sourceFor(person), verify: { crypto: nodeCrypto, trust: trustOf(parts) }, isForAll, progress, signal }))
      }),
    'batch.state': () => Promise.resolve(ok(batch.state(parts.session.person()?.id ?? ''))),
    'batch.cancel': () =>
      withPerson((person) => {
        batch.cancel(person.id)
        return Promise.resolve(ok(null))
      }),
    'batch.dismiss': () =>
      withPerson((person) => {
        batch.dismiss(person.id)
        return Promise.resolve(ok(null))
      }),
    'batch.reveal': () =>
      withPerson(async (person) => {
        const { report } = batch.state(person.id)
        const [first] = report?.written ?? []
        if (!report || report.folder === null || !first) return failed('not-allowed', 'There is no folder of packages to open.')
        // By one of its files, so that the file manager opens the folder itself.
        await parts.reveal(join(report.folder, first.name))
        return ok(null)
      }),
  }
}
