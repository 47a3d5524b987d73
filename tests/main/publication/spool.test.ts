import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'

import { openSpool, type Spool, type Spooled } from '../../../src-main/publication/spool'

/** Puts some bytes aside, and what tells whether anybody still has them. */
const putAside = async (spool: Spool, fill: number): Promise<{ spooled: Spooled; bytes: WeakRef<Uint8Array> }> => {
  const bytes = new Uint8Array(100_000).fill(fill)
  return { spooled: await spool.add(bytes), bytes: new WeakRef(bytes) }
}

test('what was put aside is read again from the disk and held by nobody: packages are larger than memory', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const folder = await mkdtemp(join(tmpdir(), 'stet-spool-'))
  const spool = await openSpool(folder)
  const put = [await putAside(spool, 1), await putAside(spool, 2)]
  expect(await readdir(folder), 'the file has no name').toEqual([])
  await new Promise((resolve) => setTimeout(resolve, 10))
  collect()
  expect(put.map(({ bytes }) => bytes.deref())).toEqual([undefined, undefined])
  for (const [index, { spooled }] of put.entries()) expect(Buffer.from(await spooled.read()).equals(Buffer.alloc(100_000, index + 1))).toBe(true)
  await spool.close()
  await rm(folder, { recursive: true })
})
