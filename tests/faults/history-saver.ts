import { writeSync } from 'node:fs'
import { join } from 'node:path'

import { plainVault } from '../../src-main/durable/vault'
import { openHistory } from '../../src-main/library/history/history'
import { openLibrary } from '../../src-main/library/library'
import { aDraft } from './library-draft'

/** The process that is killed: saves one story for ever, each time other text altogether, and says each generation only after `save` answered. */
const [folder = '', id = ''] = process.argv.slice(2)

const give = (words: string): never => {
  writeSync(2, `${words}\n`)
  process.exit(1)
}

const run = async (): Promise<void> => {
  const now = (): string => new Date().toISOString()
  const history = openHistory({ stories: join(folder, 'stories'), vault: plainVault, now, by: '沈牧' })
  const opened = await openLibrary({ folder, vault: plainVault, now, history })
  if (!opened.ok) return give(opened.code)
  const library = opened.value
  const created = await library.create(aDraft(id, 1))
  if (!created.ok && created.code !== 'story-exists') give(created.code)
  const draft = await library.open(id)
  if (!draft.ok) return give(draft.code)
  let { generation } = draft.value
  for (;;) {
    const saved = await library.save(aDraft(id, generation + 1), generation)
    if (!saved.ok) return give(saved.code)
    generation = saved.value.generation
    writeSync(1, `${generation}\n`)
  }
}

void run()
