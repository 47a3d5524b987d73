import { join, resolve } from 'node:path'

import type { DeskClient } from '../../src-shared/desk-api/client'
import { valueOf } from '../../src-shared/outcome'
import type { BatchProgress, BatchReport } from '../../src-shared/publication/batch'
import { exportBatch } from '../publication/batch'
import { batchFolderName } from '../publication/batch-folder'
import { batchSource } from '../publication/batch-source'
import { nodeCrypto } from '../signoff/crypto'
import { isAway } from '../workstation/reach'
import type { Words } from './words'

/** Which pieces: those named, or all that are signed off, since a moment (milliseconds) or from the first. */
export type Which = { ids: readonly string[] } | { since: number | null }

/** The moment a date or a time stands for, in milliseconds: a date without a time begins at midnight of this machine. NaN for what is neither. */
export const sinceOf = (text: string): number => Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00` : text)

/** What a shell is answered where a person stopped a command. */
const INTERRUPTED = 130

/** Tells progress on standard error: on a terminal in one line that is written over, elsewhere a line a piece. */
const progressLine = (words: Words): { tell: (progress: BatchProgress) => void; end: () => void } => {
  const { isTTY } = process.stderr
  let open = false
  return {
    tell: ({ done, total, headline }) => {
      if (headline === '') return
      const line = words.say('export.going', { number: done + 1, total, headline })
      open = isTTY
      process.stderr.write(isTTY ? `\r\u001b[K${line}` : `${line}\n`)
    },
    end: () => {
      if (open) process.stderr.write('\r\u001b[K')
      open = false
    },
  }
}

const tellReport = ({ folder, written, refused, left, ended }: BatchReport, words: Words): number => {
  for (const { name } of written) console.log(words.say('export.written', { file: join(folder ?? '', name) }))
  for (const { id, headline, failure } of refused) console.error(words.say('export.refused', { what: headline === '' ? id : headline, why: words.failure(failure) }))
  if (ended && left.length > 0) console.error(words.say('export.left', { count: left.length, why: words.failure(ended), ids: left.join(' ') }))
  console.error(words.say('export.sum', { count: written.length, folder: folder ?? '' }))
  if (ended?.code === 'cancelled') return INTERRUPTED
  return refused.length > 0 || ended ? 1 : 0
}

/** Exports many pieces' packages into a new folder in `out`, or here. Ctrl-C ends it within the piece that is being packed; what stands in the folder is whole. Answers an exit code. */
export const exportMany = async (client: DeskClient, which: Which, { out, words }: { out: string | undefined; words: Words }): Promise<number> => {
  const ids = 'ids' in which ? [...new Set(which.ids)] : valueOf(await client.call('pieces', { query: { scope: 'cleared' } })).filter(({ signedAt }) => which.since === null || Date.parse(signedAt) >= which.since).map(({ standing }) => standing.story)
  if (ids.length === 0) {
    console.error(words.say('export.nothing'))
    return 0
  }
  const stop = new AbortController()
  // A second Ctrl-C ends the process as ever.
  const interrupt = (): void => stop.abort()
  process.once('SIGINT', interrupt)
  const line = progressLine(words)
  try {
    const report = await exportBatch(ids, { into: resolve(out ?? '.'), name: batchFolderName(new Date(), words.language), source: batchSource(() => client), verify: { crypto: nodeCrypto }, isForAll: (code) => isAway(code) || code === 'not-signed-in', progress: line.tell, signal: stop.signal })
    line.end()
    return tellReport(report, words)
  } finally {
    line.end()
    process.off('SIGINT', interrupt)
  }
}
