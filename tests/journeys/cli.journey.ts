import { expect, test } from '@playwright/test'
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import yauzl from 'yauzl'

import { findBrowser } from '../../src-main/publication/paper/find-browser'
import { notInstalled, serversAreRequired } from '../servers/required'

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

  // Everything that is signed off, into a new folder; nothing of it is written over by the second.
  const batch = (...args: string[]) => spawnSync(process.execPath, [join(root, 'out/main/cli.js'), 'export', ...args, '--login', 'shenjingyi', '--home', join(folder, 'desk-machine'), '--out', join(folder, 'batch')], { encoding: 'utf8', env: { ...env, STET_PASSWORD: 'editor-linlan' }, timeout: 110_000 })
  const all = batch('--all')
  expect(all.status).toBe(0)
  expect(all.stderr).toMatch(/^1 of 1: .+\n1 package written\. .*\/batch\/Packages \d{4}-\d{2}-\d{2} \d{4}$/m)
  const nobodys = '40000000-0000-4000-8000-000000000000'
  const some = batch(story, nobodys)
  expect(some.status).toBe(1)
  expect(some.stderr).toContain(`Not exported: ${nobodys}. `)
  const written = [all, some].map(({ stdout }) => /^Written: (.*\.zip)$/m.exec(stdout)?.[1] ?? '')
  expect(new Set(written.map((file) => dirname(file))).size).toBe(2)
  for (const file of written) expect(readFileSync(file).equals(readFileSync(path)), 'the same revision is the same package').toBe(true)
  expect(batch('--since', '2999-01-01')).toMatchObject({ status: 0, stdout: '' })
  for (const wrong of [['--since', 'yesterday'], ['--all', story], ['--all', '--pdf'], [story, nobodys, '--standalone'], ['no-id']]) expect(batch(...wrong), wrong.join(' ')).toMatchObject({ status: 2 })

  expect(stet('verify', path).status).toBe(0)
  // Made again from the signed story: every picture and format, and the page that verifies.
  const again = stet('verify', path, '--rebuild')
  expect(again.stderr).toBe('')
  expect(again.stdout).toContain('Markdown was made again from the signed story')
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

test.describe('a desk with a signed piece', () => {
  let folder = ''
  let story = ''
  let article = ''
  test.beforeAll(async () => {
    test.setTimeout(180_000)
    folder = mkdtempSync(join(tmpdir(), 'stet-cli-'))
    const walked = stet('demo', '--text', join(root, 'tests/fixtures/pages/union-feature.txt'), '--folder', folder)
    const path = /package: (.*\.zip)$/m.exec(walked.stdout)?.[1] ?? ''
    story = (JSON.parse(await fileIn(path, 'manifest.json')) as { story: string }).story
    article = await fileIn(path, 'article.txt')
  })
  test.afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const from = () => ['--login', 'shenjingyi', '--home', join(folder, 'desk-machine')]
  const secret = { ...env, STET_PASSWORD: 'editor-linlan' }

  test('Ctrl-C ends an export within the piece that is being packed, and leaves whole files only', async () => {
    const out = join(folder, 'stopped')
    const child = spawn(process.execPath, [join(root, 'out/main/cli.js'), 'export', '--all', ...from(), '--out', out], { env: secret, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (/^1 of 1: /.test(said) && !child.killed) child.kill('SIGINT')
    })
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
    expect(code, said).toBe(130)
    expect(said).toContain(story)
    expect(readdirSync(out)).toEqual([])
  })

  const browser = findBrowser()
  const poppler = ['pdfinfo', 'pdftotext'].filter((command) => spawnSync('sh', ['-c', `command -v ${command}`]).status !== 0)
  const lacking = [...(browser === null ? ['Chromium'] : []), ...poppler]
  const title = lacking.length === 0 ? 'prints the article and the review sheet beside the package: tagged, every sentence to be copied' : notInstalled('a browser that prints', lacking)
  test(title, () => {
    test.skip(lacking.length > 0 && !serversAreRequired, title)
    test.setTimeout(300_000)
    expect(lacking).toEqual([])
    const zip = join(folder, 'printed', 'package.zip')
    mkdirSync(dirname(zip))
    const printed = spawnSync(process.execPath, [join(root, 'out/main/cli.js'), 'export', story, ...from(), '--out', zip, '--pdf'], { encoding: 'utf8', env: { ...secret, STET_BROWSER: browser ?? '' }, timeout: 280_000 })
    expect(printed.stderr).toBe('')
    expect(printed.status).toBe(0)
    const written = [...printed.stdout.matchAll(/^Written: (.*)$/gm)].map(([, file]) => file ?? '')
    expect(written[0]).toBe(zip)
    const [sheet, page] = [written.find((file) => file.endsWith(' review sheet.pdf')) ?? '', written.find((file) => file.endsWith('.pdf') && !file.endsWith(' review sheet.pdf')) ?? '']
    const told = (command: string, ...args: string[]): string => spawnSync(command, args, { encoding: 'utf8' }).stdout
    const textOf = (file: string): string => squeezed(told('pdftotext', '-raw', file, '-'))
    for (const file of [sheet, page]) expect(told('pdfinfo', file)).toMatch(/Tagged:\s+yes/)
    const sentences = article.split(/(?<=[。！？；])|\n/).map(squeezed).filter((sentence) => sentence.length > 12)
    expect(sentences.length).toBeGreaterThan(15)
    expect(sentences.filter((sentence) => !textOf(page).includes(sentence))).toEqual([])
    for (const words of ['终审', '签发']) expect(textOf(sheet)).toContain(words)
  })
})
