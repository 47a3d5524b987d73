// `npm run licences`: writes docs/licences.md from what is installed, following production dependencies (and what is built into the window).
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const read = (file) => JSON.parse(readFileSync(file, 'utf8'))

/** Licences that may ship beside MIT. LGPL only as a separate, replaceable library (libvips under sharp). */
const COMPATIBLE = /^(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0|CC0-1\.0|Unlicense|Python-2\.0|WTFPL|Zlib|MPL-2\.0|LGPL-3\.0-or-later)$/

/** True when a licence expression offers at least one compatible choice, and every conjunct is compatible. */
export const isCompatible = (expression) =>
  expression
    .replace(/[()]/g, '')
    .split(/\s+OR\s+/i)
    .some((choice) => choice.split(/\s+AND\s+/i).every((name) => COMPATIBLE.test(name.trim())))

/** What a package calls its licence where that is no name of the list, and what its own text is. */
const NAMED = { 'duck BSD': 'BSD-2-Clause' }

const BUILT_IN = ['@mantine/charts', '@mantine/core', '@mantine/hooks', '@mantine/modals', '@mantine/notifications', '@mantine/spotlight', '@mantine/tiptap', '@tabler/icons-react', '@tanstack/react-query', '@tiptap/extension-collaboration', '@tiptap/extension-drag-handle', '@tiptap/extension-drag-handle-react', '@tiptap/extension-node-range', '@tiptap/extensions', '@tiptap/react', '@tiptap/suggestion', '@tiptap/y-tiptap', 'harper.js', 'recharts', 'i18next', 'prosemirror-search', 'react', 'react-dom', 'react-i18next', 'yjs', 'electron']

/** Every package that ships, with its licence, its digest as npm keeps it, and the shipped packages it needs by name: {name, version, licence, integrity, needs}, by name. From the lock file, so that the list is the same on every machine. */
export const shippedPackages = () => {
  const lock = read(join(root, 'package-lock.json')).packages
  const manifest = read(join(root, 'package.json'))
  const found = new Map()
  const visit = (name, from) => {
    let base = from
    let key = ''
    for (;;) {
      key = `${base === '' ? '' : `${base}/`}node_modules/${name}`
      if (lock[key] || base === '') break
      base = base.includes('/node_modules/') ? base.slice(0, base.lastIndexOf('/node_modules/')) : ''
    }
    const entry = lock[key]
    if (!entry || found.has(key)) return
    const installed = join(root, key, 'package.json')
    const licence = entry.license ?? (existsSync(installed) ? read(installed).license : undefined) ?? 'unknown'
    found.set(key, { name, version: entry.version, licence: NAMED[`${name} ${licence}`] ?? licence, integrity: entry.integrity ?? '', needs: Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }) })
    for (const child of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) visit(child, key)
  }
  for (const name of [...Object.keys(manifest.dependencies), ...BUILT_IN.filter((candidate) => manifest.devDependencies[candidate])]) visit(name, '')
  return [...new Map([...found.values()].map((entry) => [`${entry.name} ${entry.version}`, entry])).values()].sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1))
}

/** The page as it should stand in docs/licences.md. */
export const licencesPage = () =>
  ['# Licences of what ships', '', 'Made by `npm run licences`; a test fails when it is out of date or when a licence is not compatible with MIT. LGPL applies to libvips only, shipped as a separate shared library under sharp that anyone may replace.', '', '| package | version | licence |', '|---|---|---|', ...shippedPackages().map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`), ''].join('\n')

if (process.argv[1] === import.meta.filename) writeFileSync(join(root, 'docs/licences.md'), licencesPage())
