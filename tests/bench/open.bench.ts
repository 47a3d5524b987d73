import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { openLibrary } from '../../src-main/library/library'
import { valueOf } from '../../src-shared/outcome'
import { longStory } from './copy'
import { inTurn, median, quantile, report } from './measure'

const now = (): string => new Date().toISOString()

/** A closed library of `count` short stories. */
const filled = async (count: number): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'stet-bench-'))
  const library = valueOf(await openLibrary({ folder, now }))
  for (let made = 0; made < count; made += 50) await Promise.all(Array.from({ length: Math.min(50, count - made) }, async () => valueOf(await library.create(longStory(600)))))
  await library.close()
  return folder
}

/** From nothing to a list on the screen: the library opened and its newest rows read. */
const openAndList = async (folder: string): Promise<void> => {
  const library = valueOf(await openLibrary({ folder, now }))
  if (library.list().length === 0) throw new Error('The library is empty.')
  await library.close()
}

const [few, many] = [await filled(10), await filled(10_000)]
const { a, b } = await inTurn(25, () => openAndList(many), () => openAndList(few))
report([{ what: 'open the library, 10,000 stories', ms: median(a), baseline: 'open with 10 stories', baselineMs: median(b), ratio: median(a) / median(b), aim: 2, note: `p95 ${quantile(a, 0.95).toFixed(1)} ms; opening and closing` }])
await rm(few, { recursive: true })
await rm(many, { recursive: true })
