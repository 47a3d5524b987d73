import { mkdir, rmdir } from 'node:fs/promises'
import { join } from 'node:path'

import type { Language } from '../../src-shared/story/story'
import { makeFolder, syncFolder, writeFault } from '../durable/write'

const WORDS = { 'zh-CN': '发稿包', en: 'Packages' } as const
const NAMES = new RegExp(`^(?:${Object.values(WORDS).join('|')}) \\d{4}-\\d{2}-\\d{2} \\d{4}(?: \\d+)?$`)

const two = (value: number): string => String(value).padStart(2, '0')

/** What the folder of a batch is called: "Packages 2026-11-28 1504", by this machine's clock. */
export const batchFolderName = (at: Date, language: Language): string => `${WORDS[language]} ${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}${two(at.getMinutes())}`

/** True for a name batchFolderName gave, in any language. */
export const isBatchFolder = (name: string): boolean => NAMES.test(name)

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST'

/** Makes a folder that was not there before: of that name, or with a number behind it. Answers its path; throws a Fault. */
export const makeNewFolder = async (into: string, name: string): Promise<string> => {
  await makeFolder(into)
  for (let n = 1; ; n += 1) {
    const path = join(into, n === 1 ? name : `${name} ${String(n)}`)
    try {
      await mkdir(path)
      await syncFolder(into)
      return path
    } catch (error) {
      if (!isTaken(error)) throw writeFault(error, path)
    }
  }
}

/** Takes a folder away where it is empty; one with anything in it stays. */
export const removeEmpty = async (folder: string): Promise<void> => rmdir(folder).catch(() => undefined)
