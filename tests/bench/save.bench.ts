import { mkdtemp, open, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { plainVault } from '../../src-main/durable/vault'
import { openLibrary } from '../../src-main/library/library'
import { valueOf } from '../../src-shared/outcome'
import { longStory } from './copy'
import { inTurn, median, quantile, report, type Row } from './measure'

/** The least anybody must do for a durable replacement: write a new file, fsync it, rename it into place. */
const bareWrite = async (file: string, text: string): Promise<void> => {
  const handle = await open(`${file}.new`, 'w')
  await handle.writeFile(text)
  await handle.sync()
  await handle.close()
  await rename(`${file}.new`, file)
}

const rows: Row[] = []
for (const [what, characters, times] of [['durable save, 10 KB story', 3_000, 150], ['durable save, 1 MB story', 330_000, 60]] as const) {
  const folder = await mkdtemp(join(tmpdir(), 'stet-bench-'))
  const library = valueOf(await openLibrary({ folder, vault: plainVault, now: () => new Date().toISOString() }))
  const story = longStory(characters)
  let { generation } = valueOf(await library.create(story))
  const text = JSON.stringify(story)
  let edits = 0
  const { a, b } = await inTurn(
    times,
    async () => {
      edits += 1
      generation = valueOf(await library.save({ ...story, slugline: `长稿${String(edits)}` }, generation)).generation
    },
    () => bareWrite(join(folder, 'bare.json'), text),
  )
  rows.push({ what, ms: median(a), baseline: 'write + fsync + rename', baselineMs: median(b), ratio: median(a) / median(b), aim: 1.5, note: `${String(Math.round(text.length / 1000))} k characters of JSON; p95 ${quantile(a, 0.95).toFixed(1)} ms; also fsyncs the folder and keeps the previous generation` })
  await library.close()
  await rm(folder, { recursive: true })
}
report(rows)
