/**
 * Draws the sample newsroom's pictures: `node resources/sample/draw.mjs [name...]`. Writes photos/<name>.jpg, captions and credits
 * from stories.json as their XMP, and photos.json with each file's digest, size and media type. The same code draws the same bytes
 * with the same sharp.
 */
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'

import * as nights from './scenes-night.mjs'
import * as outdoors from './scenes-outdoors.mjs'
import * as indoors from './scenes.mjs'
import { HEIGHT, sequence, WIDTH } from './shapes.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const scenes = { ...indoors, ...outdoors, ...nights }

/** A little grain and a darker edge, so that flat colours do not band and the picture sits on a page. */
const grain = (next) => {
  const pixels = Buffer.alloc(WIDTH * HEIGHT)
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = 128 + Math.round((next() + next() - 1) * 13)
  return sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 1 } }).blur(0.6).png().toBuffer()
}
const EDGE = `<radialGradient id="edge" cx=".5" cy=".48" r=".78"><stop offset=".62" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#140b05" stop-opacity=".32"/></radialGradient>`

const escape = (text) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)
const xmp = ({ caption, credit, alt }) =>
  `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" photoshop:Credit="${escape(credit)}"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">${escape(caption)}</rdf:li></rdf:Alt></dc:description><dc:creator><rdf:Seq><rdf:li>${escape(credit)}</rdf:li></rdf:Seq></dc:creator><Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">${escape(alt)}</rdf:li></rdf:Alt></Iptc4xmpCore:AltTextAccessibility></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`

const draw = async (name, words) => {
  const seed = createHash('sha256').update(name).digest().readUInt32BE(0)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"><defs>${EDGE}</defs>${scenes[name](sequence(seed)).join('')}<rect width="${WIDTH}" height="${HEIGHT}" fill="url(#edge)"/></svg>`
  const image = sharp(Buffer.from(svg)).flatten().composite([{ input: await grain(sequence(seed + 1)), blend: 'soft-light' }]).removeAlpha().withXmp(xmp(words))
  return image.jpeg({ quality: 82, chromaSubsampling: '4:2:0' }).toBuffer()
}

const stories = JSON.parse(await readFile(join(here, 'stories.json'), 'utf8'))
const words = new Map(stories.stories.flatMap(({ body }) => body).flatMap((block) => block.group ?? [block]).flatMap((block) => (block.photo ? [[block.photo, block]] : [])))
const asked = process.argv.slice(2)
const records = []
for (const name of Object.keys(scenes)) {
  const file = `${name}.jpg`
  const path = join(here, 'photos', file)
  const block = words.get(file)
  if (!block) throw new Error(`No story shows ${file}.`)
  if (asked.length === 0 || asked.includes(name)) await writeFile(path, await draw(name, { caption: block.caption, credit: block.credit, alt: block.alt }))
  const bytes = await readFile(path)
  const { width, height } = await sharp(bytes).metadata()
  records.push({ sha256: createHash('sha256').update(bytes).digest('hex'), mediaType: 'image/jpeg', width, height, bytes: bytes.length, name: file })
  console.log(file, bytes.length)
}
await writeFile(join(here, 'photos.json'), `${JSON.stringify(records, null, 2)}\n`)
