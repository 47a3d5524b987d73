import { mkdtemp, readFile } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { Fault, valueOf } from '../../src-shared/outcome'
import { oneStagePolicy } from '../../src-shared/review/policy'
import { storyFromText } from '../../src-shared/story/from-text'
import { makeFolder } from '../durable/write'
import { loadSample, type Sample } from '../sample/sample'
import { drawCard, placesOf, readText, sampleCopy, type PlacePicture } from './demo/copy'
import { startDesk, startWorkstation } from './demo/newsroom'
import { exportPackage, publish, review, submitOffline, write, type Tell } from './demo/walk'
import { resourcesFolder } from './home'
import { verifyCommand } from './verify'
import type { Words } from './words'

const PASSPHRASE = 'correct horse battery staple'

const copyFrom = async (file: string | undefined, sample: Sample, tell: Tell) => {
  if (file === undefined) return sampleCopy(sample)
  const text = await readText(file).catch((error: unknown) => {
    throw new Fault('file-unreadable', `${file} cannot be read.`, { path: file }, error)
  })
  const read = valueOf(storyFromText(text, { id: randomUUID(), newId: randomUUID }))
  const { story } = read
  tell('read', { dropped: read.dropped.length, channel: story.channel.join(' > '), time: story.publishTime ?? '', source: story.source, editor: story.responsibleEditor, places: read.places })
  const pictures: PlacePicture[] = []
  for (let number = 1; number <= placesOf(story.body).length; number += 1) pictures.push(await drawCard(number))
  if (pictures.length > 0) tell('cards', { count: pictures.length })
  return { story: { ...story, channel: story.channel.length > 0 ? story.channel : ['要闻'], source: story.source || 'Stet', byline: story.byline || 'Stet' }, pictures }
}

/** `stet demo [--text FILE] [--folder FOLDER]`: walks the whole road without hands, through the bridge and HTTP the window uses. */
export const demoCommand = async (args: string[], words: Words, version: string): Promise<number> => {
  const { values } = parseArgs({ args, options: { text: { type: 'string' }, folder: { type: 'string' } } })
  const folder = values.folder === undefined ? await mkdtemp(join(tmpdir(), 'stet-demo-')) : resolve(values.folder)
  await makeFolder(folder)
  const tell: Tell = (step, details = {}) => console.log(words.say(`demo.${step}`, details))
  tell('folder', { folder })
  const sample = valueOf(await loadSample(join(resourcesFolder(), 'sample')))
  const copy = await copyFrom(values.text, sample, tell)
  const { language } = copy.story
  const people = sample.newsroom.people.flatMap(({ login, name, role, password }) => (role === 'admin' ? [] : [{ login, password, role, name: role === 'editor' ? copy.story.responsibleEditor || name : name }]))
  const reporterLogin = people.find(({ role }) => role === 'reporter')
  const editorLogin = people.find(({ role }) => role === 'editor')
  if (!reporterLogin || !editorLogin) throw new Error('The sample newsroom lacks a reporter or an editor.')

  const desk = await startDesk(folder, { name: sample.newsroom.name[language], policy: oneStagePolicy, site: sample.newsroom.site }, people, version)
  tell('desk', { url: desk.url })
  const desktop = await startWorkstation(folder, 'reporter-machine', desk.url, language, version)
  const second = await startWorkstation(folder, 'editor-machine', desk.url, language, version)
  const [reporter, editor] = [desktop.bridge, second.bridge]
  try {
    for (const [bridge, { login, password, name }] of [[reporter, reporterLogin], [editor, editorLogin]] as const) {
      await bridge.ask('app.signIn', { login, password })
      await bridge.ask('key.create', { passphrase: PASSPHRASE })
      tell('signedIn', { name })
    }
    const id = await write(reporter, { ...copy, credit: values.text === undefined ? reporterLogin.name : '' }, tell)
    await submitOffline(reporter, id, desk, tell)
    await review(reporter, editor, id, { reason: words.say('demo.reason'), passphrase: PASSPHRASE }, tell)
    await publish(editor, id, tell)
    const path = await exportPackage(editor, id, tell)
    const before = await readFile(path)
    await exportPackage(editor, id, tell)
    if (!before.equals(await readFile(path))) throw new Error('Two exports of one signed piece differ.')
    tell('same')
    const verified = await verifyCommand([path], words, version)
    tell('done', { site: desk.siteFolder, package: path, index: join(desk.siteFolder, 'index.html') })
    return verified
  } finally {
    await desktop.close()
    await second.close()
    await desk.close()
  }
}
