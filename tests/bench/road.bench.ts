import { open, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'

import { until } from '../../src-main/cli/demo/bridge-client'
import { longStory } from './copy'
import { median, report, timed } from './measure'
import { signIn, startWindow } from './window'

const PASSPHRASE = 'bench bench bench'
const app = await startWindow()
const bridge = await signIn(app.address)
await bridge.ask('key.create', { passphrase: PASSPHRASE })
const { sample } = await bridge.ask('app.state', null)
const login = (role: string) => {
  const person = sample.find((candidate) => candidate.role === role)
  if (!person) throw new Error(role)
  return { login: person.login, password: person.password }
}
await bridge.ask('app.signIn', login('editor'))
await bridge.ask('key.create', { passphrase: PASSPHRASE })

const taken: number[] = []
const bare: number[] = []
for (let turn = 0; turn < 6; turn += 1) {
  await bridge.ask('app.signIn', login('reporter'))
  await bridge.ask('key.unlock', { passphrase: PASSPHRASE })
  const draft = await bridge.ask('library.create', { template: 'feature', language: 'zh-CN' })
  const story = { ...longStory(2_000), id: draft.story.id }
  const photos: (typeof story)['photos'] = {}
  const pictures: Uint8Array[] = []
  for (let number = 0; number < 3; number += 1) {
    const noise = await sharp({ create: { width: 1600, height: 1067, channels: 3, background: '#888888', noise: { type: 'gaussian', mean: 128, sigma: 20 } } }).jpeg().toBuffer()
    const { photo } = await bridge.ask('photo.add', { story: story.id, name: `p${String(number)}.jpg`, bytes: new Uint8Array(noise) })
    photos[photo.sha256] = photo
    pictures.push(new Uint8Array(noise))
    story.body.content?.push({ type: 'photo', attrs: { blockId: `photo${String(number)}`, photo: photo.sha256, credit: '周岚', alt: '码头' }, content: [{ type: 'text', text: '码头清晨。' }] })
  }
  const complete = { ...story, photos, channel: ['工会'] }
  await bridge.ask('library.save', { story: complete, generation: draft.generation })
  const began = performance.now()
  await bridge.ask('submit.send', { id: story.id })
  await until(() => bridge.ask('outbox.list', null), (entries) => entries.length === 0)
  const sent = performance.now() - began
  await bridge.ask('app.signIn', login('editor'))
  await bridge.ask('key.unlock', { passphrase: PASSPHRASE })
  const { dossier } = await bridge.ask('desk.piece', { id: story.id })
  const reviewed = await timed(async () => {
    await bridge.ask('desk.decide', { id: story.id, decision: 'signOff', reason: '', issues: [], closes: [], pass: null, delegation: null, working: null, seen: dossier.piece.standing.revision.sha256, passphrase: PASSPHRASE })
    await bridge.ask('published.publish', { id: story.id, destination: 'site' })
  })
  if (turn > 0) taken.push(sent + reviewed)

  // The least it could be: the same story and pictures written durably twice (desk and site).
  const folder = await mkdtemp(join(tmpdir(), 'stet-bench-'))
  const least = await timed(async () => {
    for (const [index, bytes] of [...pictures, ...pictures, Buffer.from(JSON.stringify(complete)), Buffer.from(JSON.stringify(complete))].entries()) {
      const handle = await open(join(folder, String(index)), 'w')
      await handle.writeFile(bytes)
      await handle.sync()
      await handle.close()
    }
  })
  if (turn > 0) bare.push(least)
  await rm(folder, { recursive: true })
}
const pages = (await readdir(join(app.home, 'site'), { recursive: true })).length
if (pages === 0 || !(await stat(join(app.home, 'site/index.html'))).isFile() || !(await readFile(join(app.home, 'site/index.html'), 'utf8')).includes('码头一日')) throw new Error('Nothing was published.')
await app.stop()
await rm(app.home, { recursive: true })
report([{ what: 'submit to published, 2,000 characters and 3 photos', ms: median(taken), baseline: 'the same bytes written and fsynced twice', baselineMs: median(bare), ratio: median(taken) / median(bare), aim: null, note: 'frozen, signed, uploaded, checked, signed off (scrypt asks for the passphrase), renditions made, site written' }])
