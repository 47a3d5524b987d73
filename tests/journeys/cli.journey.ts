import { expect, test } from '@playwright/test'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import yauzl from 'yauzl'

const root = join(import.meta.dirname, '../..')
const env = { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: '' }
const stet = (...args: string[]) => spawnSync(process.execPath, [join(root, 'out/main/cli.js'), ...args], { encoding: 'utf8', env, timeout: 110_000 })

/** One file of a zip. */
const fileIn = (zip: string, name: string): Promise<string> =>
  new Promise((resolve, reject) => {
    yauzl.open(zip, { lazyEntries: true }, (error, file) => {
      if (error) { reject(error); return }
      file.on('entry', (entry: yauzl.Entry) => {
        if (entry.fileName !== name) { file.readEntry(); return }
        file.openReadStream(entry, (fault, stream) => {
          if (fault) { reject(fault); return }
          const chunks: Buffer[] = []
          stream.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks).toString()))
        })
      })
      file.on('end', () => reject(new Error(`${name} is not in ${zip}`)))
      file.readEntry()
    })
  })

const squeezed = (text: string): string => text.replace(/\s+/g, '')

test('the demo walks the whole road from a text page, and its package verifies until one byte changes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stet-cli-'))
  const page = join(root, 'tests/fixtures/pages/union-feature.txt')
  const walked = stet('demo', '--text', page, '--folder', folder)
  expect(walked.stderr).toBe('')
  expect(walked.status).toBe(0)
  const path = /package: (.*\.zip)$/m.exec(walked.stdout)?.[1] ?? ''
  expect(walked.stdout).toContain('HOLDS: ')

  // Every sentence of the article, in order, none twice.
  const article = squeezed(await fileIn(path, 'article.txt'))
  const source = readFileSync(page, 'utf8')
  const sentences = source.slice(source.indexOf('今年以来'), source.indexOf('责任编辑')).split(/(?<=[。!?;！？；])|\n/).map(squeezed).filter((sentence) => sentence.length > 1 && !/^□/.test(sentence))
  expect(sentences.length).toBeGreaterThan(15)
  let at = 0
  for (const sentence of sentences) {
    const found = article.indexOf(sentence, at)
    expect(found, sentence).toBeGreaterThanOrEqual(at)
    expect(article.split(sentence).length - 1, sentence).toBe(1)
    at = found
  }

  // The same piece as one page with its photos in it, fetched from that desk.
  const { story } = JSON.parse(await fileIn(path, 'manifest.json')) as { story: string }
  const alone = join(folder, 'alone.html')
  const exported = spawnSync(process.execPath, [join(root, 'out/main/cli.js'), 'export', story, '--login', 'shenjingyi', '--home', join(folder, 'desk-machine'), '--out', alone, '--standalone'], { encoding: 'utf8', env: { ...env, STET_PASSWORD: 'editor-linlan' }, timeout: 110_000 })
  expect(exported.stderr).toBe('')
  expect(exported.status).toBe(0)
  const whole = readFileSync(alone, 'utf8')
  const pictures = (await fileIn(path, 'article.html')).match(/<img src="photos\/web\//g) ?? []
  expect(pictures.length).toBeGreaterThan(0)
  expect(whole.match(/<img src="data:image\/jpeg;base64,/g)?.length).toBe(pictures.length)
  expect(squeezed(whole)).toContain(sentences[0])

  expect(stet('verify', path).status).toBe(0)
  // Made again from the signed story: every picture and format, and the page that verifies.
  const again = stet('verify', path, '--rebuild')
  expect(again.stderr).toBe('')
  expect(again.stdout).toContain('markdown was made again from the signed story')
  expect(again.stdout).toContain('The page that verifies is the one this Stet carries.')
  expect(again.stdout).toMatch(/signed off revision \d+ at \S.* \(fingerprint [0-9a-f]{12}\), \S+, with key [0-9a-f]{12}\./)
  // The desk's own key list is trusted, and nobody else's.
  const keys = stet('desk', 'keys', '--home', join(folder, 'desk-machine'))
  const list = join(folder, 'keys.json')
  writeFileSync(list, keys.stdout)
  const listed = stet('verify', path, '--keys', list)
  expect(listed.status).toBe(0)
  expect(listed.stdout).toContain('stands in the key list')
  writeFileSync(list, keys.stdout.replace(/[0-9a-f]{64}/, '0'.repeat(64)))
  const foreign = stet('verify', path, '--keys', list)
  expect(foreign.status).toBe(1)
  expect(foreign.stderr).toContain('is not one you trust')
  writeFileSync(list, '{}')
  expect(stet('verify', path, '--keys', list)).toMatchObject({ status: 2 })
  expect(stet('verify', path, '--keys', '/nowhere.json')).toMatchObject({ status: 2 })
  expect(stet('verify', path, '--nonsense')).toMatchObject({ status: 2 })
  const bytes = readFileSync(path)
  const middle = bytes.indexOf('"headline"')
  bytes[middle + 14] = (bytes[middle + 14] ?? 0) ^ 1
  const changed = join(folder, 'changed.zip')
  writeFileSync(changed, bytes)
  const refused = stet('verify', changed)
  expect(refused.status).toBe(1)
  expect(refused.stderr).toMatch(/FAIL .*article\.html/)
  expect(refused.stdout).toContain('DOES NOT HOLD')
  rmSync(folder, { recursive: true })
})

test('a missing file, no file and nonsense are told from a package that does not hold', () => {
  expect(stet('verify', '/nowhere/a.zip')).toMatchObject({ status: 2 })
  expect(stet('verify')).toMatchObject({ status: 2 })
  const folder = mkdtempSync(join(tmpdir(), 'stet-cli-'))
  const text = join(folder, 'not.zip')
  writeFileSync(text, 'not a zip')
  expect(stet('verify', text).status).toBe(1)
  expect(stet('nonsense').status).toBe(2)
  rmSync(folder, { recursive: true })
})

test('a taken port is named, with what to do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stet-cli-'))
  const taken = createServer()
  await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done))
  const { port } = taken.address() as { port: number }
  for (const command of [['desk', 'serve'], ['window', '--no-open']]) {
    const refused = stet(...command, '--port', String(port), '--home', folder)
    expect(refused.status).toBe(1)
    expect(refused.stderr).toContain(String(port))
  }
  taken.close()
  rmSync(folder, { recursive: true })
})
