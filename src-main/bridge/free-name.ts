import { readdir } from 'node:fs/promises'

/** A name nothing in the folder has yet: the stem, then the stem with a number. */
export const freeName = async (folder: string, stem: string, ending: string): Promise<string> => {
  const taken = new Set(await readdir(folder))
  for (let n = 1; ; n += 1) {
    const name = `${stem}${n === 1 ? '' : `-${String(n)}`}${ending}`
    if (!taken.has(name)) return name
  }
}
