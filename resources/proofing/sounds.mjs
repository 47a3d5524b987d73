// `node resources/proofing/sounds.mjs`: writes zh/sounds.csv (or prints it, with --print): the characters of GB 2312 under each syllable they are read as, without its tone. Characters of several readings stand under each.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pinyin } from 'pinyin-pro'

const decoder = new TextDecoder('gb2312', { fatal: true })
const bySound = new Map()
for (let row = 0xb0; row <= 0xf7; row += 1)
  for (let cell = 0xa1; cell <= 0xfe; cell += 1) {
    let char
    try {
      char = decoder.decode(Uint8Array.of(row, cell))
    } catch {
      continue // The end of a level is not filled.
    }
    for (const sound of new Set(pinyin(char, { toneType: 'none', multiple: true, type: 'array', v: true }))) if (/^[a-zü]+$/.test(sound)) bySound.set(sound, (bySound.get(sound) ?? '') + char)
  }
const lines = [...bySound].sort(([one], [other]) => (one < other ? -1 : 1)).map(([sound, characters]) => `${sound},${characters}`)
const table = `sound,characters\n${lines.join('\n')}\n`
if (process.argv[2] === '--print') process.stdout.write(table)
else writeFileSync(join(import.meta.dirname, 'zh/sounds.csv'), table)
