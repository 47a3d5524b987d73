import { failureOf, type Outcome } from '../../src-shared/outcome'
import type { Imported } from '../../src-shared/bridge/contract'
import { bench } from '../bench'
import type { Brought } from './import-report'

/** The files Stet reads, as a file dialog asks for them. */
export const DOCUMENT_KINDS = '.docx,.odt,.html,.htm,.md,.markdown,.txt,text/plain,text/html,text/markdown'

const NAMES = /\.(?:docx|odt|html?|xhtml|md|markdown|txt|doc|wps|rtf|pdf)$/i

/** The documents among dropped files; pictures have their own place in a story. Kinds Stet refuses are among them, to be refused with their remedy. */
export const documentsIn = (data: DataTransfer | null): File[] => [...(data?.files ?? [])].filter(({ name }) => NAMES.test(name))

const send = async (file: File): Promise<Outcome<Imported>> => {
  try {
    return await bench.ask('library.importFile', { name: file.name.slice(-255), bytes: new Uint8Array(await file.arrayBuffer()) })
  } catch (error) {
    // The file went away between being chosen and being read.
    return failureOf(error)
  }
}

/** Brings files in one after another; a refused one is named and the rest go on. `stopped` is asked between two files. */
export const bringFiles = async (files: readonly File[], progress: (done: number) => void, stopped: () => boolean): Promise<Brought[]> => {
  const brought: Brought[] = []
  for (const [index, file] of files.entries()) {
    if (stopped()) break
    progress(index)
    brought.push({ name: file.name, outcome: await send(file) })
  }
  return brought
}
