import type { Checker, Told } from '../../../src-renderer/proofing/protocol'
import { createReader } from '../../../src-renderer/proofing/reader'
import { noTables, wordTable, type Tables } from '../../../src-shared/proofing/tables'

const entry = (wrong: string, right: string, severity: 'error' | 'warning' | 'advice' = 'error') => ({ wrong, right: [right], except: [], severity, source: 'xiandai-hanyu', kind: '别字' })

/** A table of a few words, as small as a test can say. */
export const fewWords: Tables = { ...noTables, wrong: wordTable([entry('按装', '安装'), entry('己经', '已经'), entry('座落', '坐落', 'warning')]) }

/** The reader of the window's worker, without the thread around it. `asked` counts what was sent to be read. */
export const directChecker = (tables: Tables = fewWords): Checker & { asked: { fresh: number; order: number }[] } => {
  const reader = createReader(tables, { now: () => 0, pause: () => Promise.resolve(), english: null })
  const asked: { fresh: number; order: number }[] = []
  let listener: ((told: Told) => void) | null = null
  return {
    asked,
    ask: (ask) => {
      if (ask.kind === 'text') asked.push({ fresh: ask.fresh.length, order: ask.order.length })
      void Promise.resolve().then(() => reader.read(ask, (told) => listener?.(told)))
    },
    listen: (told) => {
      listener = told
    },
    stop: () => {
      listener = null
    },
  }
}
