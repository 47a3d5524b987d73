import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'

import { plainVault } from '../../../src-main/durable/vault'
import { openLibrary } from '../../../src-main/library/library'
import { aStory, ownDisk, paragraph } from '../library/builders'
import { codeOf, converted, filesUnder, folderIn, makeCheap, makeKeychain, openKeeper, PASSPHRASE, PERSON, plainFiles, snapshot, temporaryHome, value, waitingItem } from './bench'

const story = aStory({}, '三百名职工同场竞技。')
let template = ''

// Made once and copied: half a second of scrypt is the point of it, but not in every test.
beforeAll(async () => {
  template = await mkdtemp(join(tmpdir(), 'stet-sealed-'))
  const { keeper } = await openKeeper(template, { kept: true })
  const { library, outbox } = value(keeper.profile())
  value(await library.create(story))
  value(await library.save({ ...story, headline: '第二稿' }, 1))
  const { item, bytes } = waitingItem(story.id, '第二稿', [])
  value(await outbox.add(item, bytes))
  value(await keeper.seal('passphrase', PASSPHRASE))
  await converted(keeper)
  expect(keeper.sealed()).toEqual({ by: 'passphrase', phase: 'sealed', fault: null })
  await keeper.close()
  await makeCheap(template)
  return () => rm(template, { recursive: true, force: true })
})

const sealedHome = async (): Promise<{ home: string }> => {
  const home = await temporaryHome()
  await cp(template, home, { recursive: true })
  return { home }
}

describe('turning sealing on', () => {
  test('seals every file and goes on working, and the next start is locked until the passphrase is given', async () => {
    const { home } = await sealedHome()
    expect(await plainFiles(home)).toEqual([])
    const { keeper } = await openKeeper(home)
    expect(keeper.library()).toBe('locked')
    expect(codeOf(keeper.profile())).toBe('library-locked')
    expect(keeper.waiting()).toBe(1)
    expect(codeOf(await keeper.unlock('not the passphrase'))).toBe('library-passphrase-wrong')
    value(await keeper.unlock(PASSPHRASE))
    const { library, outbox } = value(keeper.profile())
    expect(value(await library.open(story.id))).toMatchObject({ story: { headline: '第二稿' }, generation: 2, recoveredFrom: null })
    expect(library.list()).toMatchObject([{ headline: '第二稿', damaged: false }])
    expect(outbox.list()).toMatchObject([{ headline: '第二稿' }])
    const more = aStory({ headline: '又一篇' }, 'Written while sealed.')
    value(await library.create(more))
    value(await library.save({ ...more, headline: '再改', body: { type: 'doc', content: [paragraph('Changed while sealed.')] } }, 1))
    await keeper.close()
    expect(await plainFiles(home)).toEqual([])
  })

  test('asks the windows first, and says what is going on', async () => {
    const { keeper, events, settled } = await openKeeper(await temporaryHome())
    value(await keeper.seal('passphrase', PASSPHRASE))
    expect(keeper.library()).toBe('converting')
    expect(codeOf(keeper.profile())).toBe('library-converting')
    expect(codeOf(await keeper.seal('passphrase', PASSPHRASE))).toBe('library-converting')
    await converted(keeper)
    expect(settled()).toBe(1)
    expect(events.filter((event) => event === 'converting' || event === 'open').at(-1)).toBe('open')
    expect(keeper.progress()).toBeNull()
  })

  test('rejects a passphrase that is too short, a keychain that is not there, and a second time; nothing changes', async () => {
    const home = await temporaryHome()
    const { keeper } = await openKeeper(home)
    expect(codeOf(await keeper.seal('passphrase', '1234567'))).toBe('passphrase-weak')
    expect(codeOf(await keeper.seal('passphrase', null))).toBe('passphrase-weak')
    expect(codeOf(await keeper.seal('keychain', null))).toBe('library-keychain-away')
    expect({ library: keeper.library(), sealed: keeper.sealed() }).toEqual({ library: 'open', sealed: null })
    expect((await filesUnder(folderIn(home))).map(({ path }) => path)).not.toContain('seal.json')
    value(await keeper.seal('passphrase', PASSPHRASE))
    await converted(keeper)
    expect(codeOf(await keeper.seal('passphrase', PASSPHRASE))).toBe('library-sealed')
  })

  test('turned back half way is plain again, and nothing is lost', async () => {
    const home = await temporaryHome()
    const { keeper } = await openKeeper(home)
    const stories = Array.from({ length: 40 }, (_, index) => aStory({ headline: `第${String(index)}篇` }))
    for (const story of stories) value(await value(keeper.profile()).library.create(story))
    value(await keeper.seal('passphrase', PASSPHRASE))
    while ((keeper.progress()?.done ?? 0) === 0 && keeper.library() === 'converting') await new Promise((resolve) => setTimeout(resolve, 1))
    keeper.turnBack()
    await converted(keeper)
    expect(keeper.sealed()).toBeNull()
    await keeper.close()
    const library = value(await openLibrary({ folder: join(folderIn(home), 'library'), vault: plainVault, now: () => '2026-11-22T08:00:00.000Z' }))
    expect(library.list().map(({ headline, damaged }) => ({ headline, damaged })).sort((a, b) => a.headline.localeCompare(b.headline))).toEqual(stories.map(({ headline }) => ({ headline, damaged: false })).sort((a, b) => a.headline.localeCompare(b.headline)))
    for (const story of stories) expect(value(await library.open(story.id)).story).toEqual(story)
    await library.close()
    expect((await filesUnder(folderIn(home))).filter(({ path }) => path.startsWith('seal.json'))).toEqual([])
  })

  test('removes what interrupted writes and other versions left readable', async () => {
    const home = await temporaryHome()
    const first = await openKeeper(home)
    const story = aStory()
    value(await value(first.keeper.profile()).library.create(story))
    const folder = join(folderIn(home), 'library')
    await mkdir(join(folder, 'stories', story.id, 'set-aside'))
    for (const name of [`stories/${story.id}/story.json.1f2e.tmp`, `stories/${story.id}/story.json.31415`, 'search.db', 'search.db-wal']) await writeFile(join(folder, name), '三百名职工')
    for (const name of [`stories/${story.id}/story.json.damaged-2026`, `stories/${story.id}/set-aside/story (1).json`, 'somebody’s notes.txt']) await writeFile(join(folder, name), '三百名职工')
    value(await first.keeper.seal('passphrase', PASSPHRASE))
    await converted(first.keeper)
    const names = (await filesUnder(folderIn(home))).map(({ path }) => path)
    expect(names.filter((name) => /\.tmp$|search\.db|31415/.test(name))).toEqual([])
    expect(names).toContain(`library/stories/${story.id}/story.json.damaged-2026`)
    expect(await plainFiles(home)).toEqual([])
    value(await first.keeper.unseal(PASSPHRASE))
    await converted(first.keeper)
    expect(await readFile(join(folder, 'somebody’s notes.txt'), 'utf8')).toBe('三百名职工')
    expect(await readFile(join(folder, 'stories', story.id, 'set-aside', 'story (1).json'), 'utf8')).toBe('三百名职工')
  })
})

describe('turning sealing off', () => {
  test('asks for the passphrase, and leaves the library plain and its seal gone', async () => {
    const { home } = await sealedHome()
    const { keeper } = await openKeeper(home)
    value(await keeper.unlock(PASSPHRASE))
    expect(codeOf(await keeper.unseal('wrong one'))).toBe('library-passphrase-wrong')
    expect(codeOf(await keeper.unseal(null))).toBe('library-passphrase-wrong')
    expect(keeper.library()).toBe('open')
    value(await keeper.unseal(PASSPHRASE))
    await converted(keeper)
    expect({ library: keeper.library(), sealed: keeper.sealed() }).toEqual({ library: 'open', sealed: null })
    expect(value(await value(keeper.profile()).library.open(story.id)).story.headline).toBe('第二稿')
    expect(value(keeper.profile()).outbox.list()).toHaveLength(1)
    await keeper.close()
    const files = await filesUnder(folderIn(home))
    expect(files.filter(({ path, bytes }) => path.startsWith('seal.json') || bytes.includes('STETSEAL'))).toEqual([])
  })
})

describe('the passphrase', () => {
  test('can be changed, which touches no other file, and the old one opens nothing any more', async () => {
    const { home } = await sealedHome()
    const { keeper } = await openKeeper(home)
    value(await keeper.unlock(PASSPHRASE))
    const before = (await filesUnder(folderIn(home))).filter(({ path }) => /story/.test(path))
    expect(codeOf(await keeper.changePassphrase('wrong one', '新的口令 八个字以上'))).toBe('library-passphrase-wrong')
    expect(codeOf(await keeper.changePassphrase(PASSPHRASE, 'short'))).toBe('passphrase-weak')
    value(await keeper.changePassphrase(PASSPHRASE, '新的口令 八个字以上'))
    expect((await filesUnder(folderIn(home))).filter(({ path }) => /story/.test(path))).toEqual(before)
    await keeper.close()
    for (const copy of ['seal.json', 'seal.json.previous']) {
      // Each copy alone, as whoever finds it would try.
      const other = await temporaryHome()
      await cp(folderIn(home), folderIn(other), { recursive: true })
      for (const name of ['seal.json', 'seal.json.previous']) if (name !== copy) await rm(join(folderIn(other), name))
      const again = await openKeeper(other)
      expect(codeOf(await again.keeper.unlock(PASSPHRASE))).toBe('library-passphrase-wrong')
      value(await again.keeper.unlock('新的口令 八个字以上'))
    }
  })

  test('is the same typed on any keyboard', async () => {
    const home = await temporaryHome()
    const { keeper } = await openKeeper(home)
    value(await keeper.seal('passphrase', 'Cafe\u0301 １２３４５'))
    await converted(keeper)
    value(await keeper.lock())
    value(await keeper.unlock('Caf\u00e9 12345'))
  })

  test('wrong several times must wait longer each time, also where it would turn sealing off', async () => {
    const { home } = await sealedHome()
    const { keeper, clock } = await openKeeper(home)
    const wrong = async () => {
      const outcome = await keeper.unlock('not this one')
      return outcome.ok ? null : [outcome.code, outcome.details['seconds']]
    }
    expect([await wrong(), await wrong(), await wrong()]).toEqual([['library-passphrase-wrong', 0], ['library-passphrase-wrong', 0], ['library-passphrase-wrong', 2]])
    // The right one must wait too, or trying fast would tell it from the others.
    expect(await keeper.unlock(PASSPHRASE)).toMatchObject({ code: 'unlock-too-soon', details: { seconds: 2 } })
    clock.at += 2000
    value(await keeper.unlock(PASSPHRASE))
    for (const _ of [1, 2, 3]) expect(codeOf(await keeper.unseal('not this one'))).toBe('library-passphrase-wrong')
    expect(codeOf(await keeper.unseal(PASSPHRASE))).toBe('unlock-too-soon')
    expect(codeOf(await keeper.changePassphrase(PASSPHRASE, '另一个够长的口令'))).toBe('unlock-too-soon')
  })
})

describe('locking', () => {
  test('closes everything, forgets what was in memory, and opens again where it was', async () => {
    const { home } = await sealedHome()
    const { keeper, forgotten, settled } = await openKeeper(home)
    value(await keeper.unlock(PASSPHRASE))
    const { library, vault } = value(keeper.profile())
    const saving = library.save({ ...story, headline: '第三稿' }, 2)
    value(await keeper.lock())
    expect({ state: keeper.library(), settled: settled(), forgotten: forgotten() }).toEqual({ state: 'locked', settled: 1, forgotten: 1 })
    value(await saving)
    expect(codeOf(await library.save(story, 3))).toBe('library-closed')
    await expect(vault.read(join(folderIn(home), 'library', 'index.json'))).rejects.toMatchObject({ code: 'library-locked' })
    value(await keeper.unlock(PASSPHRASE))
    expect(value(await value(keeper.profile()).library.open(story.id)).story.headline).toBe('第三稿')
  })

  test('is not for a library without a passphrase', async () => {
    const { keeper } = await openKeeper(await temporaryHome(), { keychain: makeKeychain('liu') })
    expect(codeOf(await keeper.lock())).toBe('library-no-passphrase')
    value(await keeper.seal('keychain', null))
    await converted(keeper)
    expect(codeOf(await keeper.lock())).toBe('library-no-passphrase')
    expect(keeper.library()).toBe('open')
  })
})

describe('a library the keychain keeps', () => {
  test('opens by itself for the same account, and for no other and without it', async () => {
    const home = await temporaryHome()
    const { keeper } = await openKeeper(home, { keychain: makeKeychain('liu') })
    const story = aStory()
    value(await value(keeper.profile()).library.create(story))
    value(await keeper.seal('keychain', null))
    await converted(keeper)
    await keeper.close()
    expect(await plainFiles(home)).toEqual([])

    const again = await openKeeper(home, { keychain: makeKeychain('liu') })
    expect(again.keeper.library()).toBe('open')
    expect(value(await value(again.keeper.profile()).library.open(story.id)).story).toEqual(story)
    await again.keeper.close()
    for (const [keychain, code] of [[makeKeychain('another'), 'keychain-refused'], [null, 'library-keychain-away']] as const) {
      const other = await openKeeper(home, { keychain })
      expect({ library: other.keeper.library(), fault: other.keeper.sealed()?.fault?.code }).toEqual({ library: 'locked', fault: code })
      expect(codeOf(await other.keeper.unlock(null))).toBe(code)
      await other.keeper.close()
    }
    const last = await openKeeper(home, { keychain: makeKeychain('liu') })
    value(await last.keeper.unseal(null))
    await converted(last.keeper)
    expect(last.keeper.sealed()).toBeNull()
  })
})

describe('a seal that is not as it was', () => {
  const spoil = async (home: string, change: (text: string) => string, names = ['seal.json', 'seal.json.previous']): Promise<void> => {
    for (const name of names) {
      const file = join(folderIn(home), name)
      await writeFile(file, change(await readFile(file, 'utf8')))
    }
  }

  test('with one copy damaged or gone still opens', async () => {
    for (const change of [(home: string) => spoil(home, () => '{', ['seal.json']), (home: string) => rm(join(folderIn(home), 'seal.json'))]) {
      const { home } = await sealedHome()
      await change(home)
      const { keeper } = await openKeeper(home)
      value(await keeper.unlock(PASSPHRASE))
    }
  })

  test('whose phase somebody changed to have plain files accepted is refused, and nothing is touched', async () => {
    const { home } = await sealedHome()
    await spoil(home, (text) => text.replace('"sealed"', '"sealing"'))
    const before = await snapshot(folderIn(home))
    const { keeper } = await openKeeper(home)
    expect(await keeper.unlock(PASSPHRASE)).toMatchObject({ ok: false, code: 'seal-damaged', details: { path: join(folderIn(home), 'seal.json') } })
    expect(keeper.library()).toBe('locked')
    expect(await snapshot(folderIn(home))).toEqual(before)
  })

  test('that is damaged or gone leaves the library shut and untouched, and opens once it is back', async () => {
    for (const [code, change] of [['seal-damaged', (home: string) => spoil(home, () => 'nothing')], ['seal-missing', async (home: string) => {
      await rm(join(folderIn(home), 'seal.json'))
      await rm(join(folderIn(home), 'seal.json.previous'))
    }]] as const) {
      const { home } = await sealedHome()
      const kept = await readFile(join(folderIn(home), 'seal.json'))
      await change(home)
      const before = await snapshot(folderIn(home))
      const { keeper } = await openKeeper(home)
      expect({ library: keeper.library(), by: keeper.sealed()?.by, fault: keeper.sealed()?.fault?.code }).toEqual({ library: 'locked', by: null, fault: code })
      expect(await snapshot(folderIn(home))).toEqual(before)
      await writeFile(join(folderIn(home), 'seal.json'), kept)
      value(await keeper.unlock(PASSPHRASE))
      expect(value(keeper.profile()).library.list()).toHaveLength(1)
    }
  })
})

test('a damaged sealed draft falls back on the generation before it, as a plain one does, and the file is kept', async () => {
  const { home } = await sealedHome()
  const file = join(folderIn(home), 'library', 'stories', story.id, 'story.json')
  await writeFile(file, (await readFile(file)).subarray(0, -5))
  const { keeper, events } = await openKeeper(home)
  value(await keeper.unlock(PASSPHRASE))
  const opened = value(await value(keeper.profile()).library.open(story.id))
  expect(opened).toMatchObject({ generation: 1, story: { headline: story.headline } })
  expect(opened.recoveredFrom).toMatch(/story\.json\.damaged-/)
  expect(events).toContain(`damage ${story.id}`)
})

test('somebody else at the machine finds their own library, and the first one locked again', async () => {
  const { home } = await sealedHome()
  const { keeper } = await openKeeper(home)
  value(await keeper.unlock(PASSPHRASE))
  value(await keeper.openFor({ ...PERSON, id: 'person-zhao' }))
  expect({ library: keeper.library(), sealed: keeper.sealed(), list: value(keeper.profile()).library.list() }).toEqual({ library: 'open', sealed: null, list: [] })
  value(await keeper.openFor(null))
  expect(codeOf(keeper.profile())).toBe('not-signed-in')
  value(await keeper.openFor(PERSON))
  expect(keeper.library()).toBe('locked')
})

test('on a full disk sealing stops half way, says so, and the library is there to work on; with room again it goes on', async () => {
  const disk = await ownDisk('size=3m')
  if (disk === null) return
  const { keeper } = await openKeeper(disk)
  const { library } = value(keeper.profile())
  const bytes = Buffer.alloc(700_000, 'a large picture ')
  const photo = { sha256: createHash('sha256').update(bytes).digest('hex'), mediaType: 'image/jpeg' as const, width: 3, height: 2, bytes: bytes.length, name: 'a.jpg' }
  value(await library.create(story))
  value(await library.addPhoto(story.id, photo, bytes))
  // Room for the seal and the small files, not for a second copy of the picture.
  await writeFile(join(disk, 'filler'), Buffer.alloc(2_100_000))
  value(await keeper.seal('passphrase', PASSPHRASE))
  await converted(keeper)
  expect({ library: keeper.library(), phase: keeper.sealed()?.phase, fault: keeper.sealed()?.fault?.code }).toEqual({ library: 'open', phase: 'sealing', fault: 'disk-full' })
  const half = value(keeper.profile()).library
  expect(value(await half.save({ ...story, headline: '半路上写的' }, 1)).generation).toBe(2)
  expect(Buffer.from(value(await half.readPhoto(story.id, photo.sha256)).bytes).equals(bytes)).toBe(true)
  await rm(join(disk, 'filler'))
  value(await keeper.resume())
  await converted(keeper)
  expect(keeper.sealed()).toEqual({ by: 'passphrase', phase: 'sealed', fault: null })
  expect(value(await value(keeper.profile()).library.open(story.id)).story.headline).toBe('半路上写的')
  await keeper.close()
  expect(await plainFiles(disk)).toEqual([])
})

test('whoever signs out while it is sealed finds it going on at the next sign-in', async () => {
  const home = await temporaryHome()
  const { keeper } = await openKeeper(home)
  for (let index = 0; index < 40; index += 1) value(await value(keeper.profile()).library.create(aStory({ headline: `第${String(index)}篇` })))
  value(await keeper.seal('passphrase', PASSPHRASE))
  value(await keeper.openFor(null))
  expect(keeper.library()).toBe('open')
  value(await keeper.openFor(PERSON))
  expect({ library: keeper.library(), phase: keeper.sealed()?.phase }).toEqual({ library: 'locked', phase: 'sealing' })
  value(await keeper.unlock(PASSPHRASE))
  await converted(keeper)
  expect(keeper.sealed()?.phase).toBe('sealed')
  expect(value(keeper.profile()).library.list()).toHaveLength(40)
  await keeper.close()
  expect(await plainFiles(home)).toEqual([])
})
