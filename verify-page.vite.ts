import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin } from 'vite'

const ID = 'virtual:verify-page'
const root = import.meta.dirname
const folder = join(root, 'src-renderer/verify-page')

const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Characters a page may not hold, which a minifier writes into strings as they are. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]/g

/** A script or data written into a page: nothing in it may end the element it stands in, and every character of it may stand in a page. */
const inside = (text: string): string =>
  text.replaceAll('</', '<\\/').replaceAll('<!--', '<\\!--').replaceAll(FORBIDDEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

type Words = Record<string, unknown>
const locale = (language: string, namespace: string): Words => JSON.parse(readFileSync(join(root, `resources/locales/${language}/${namespace}.json`), 'utf8')) as Words

/** The words of the page: its own, the verifier's, and of all faults those that the script can meet. */
const wordsOf = (script: string): string => {
  const wordsIn = (language: string): Words => {
    const met = Object.entries(locale(language, 'fault')).filter(([code]) => new RegExp(`["'\`]${code.replace(/_(?:one|other)$/, '')}["'\`]`).test(script))
    return { verifyPage: locale(language, 'verifyPage'), verify: locale(language, 'verify'), formats: locale(language, 'formats'), fault: Object.fromEntries(met) }
  }
  return JSON.stringify({ 'zh-CN': wordsIn('zh-CN'), en: wordsIn('en') })
}

const scriptOf = async (): Promise<string> => {
  const built = await build({
    configFile: false,
    root,
    logLevel: 'silent',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, minify: true, target: 'chrome137', lib: { entry: join(folder, 'main.ts'), formats: ['iife'], name: 'verify' } },
  })
  const [result] = Array.isArray(built) ? built : [built]
  const chunk = 'output' in result ? result.output.find((each) => each.type === 'chunk') : undefined
  if (!chunk) throw new Error('The page that verifies was not built.')
  return inside(chunk.code.trim())
}

/** The page as one file: its script, its style and its words inside, allowed by their digests; it can reach no network. */
export const verifyPage = async (): Promise<string> => {
  const script = await scriptOf()
  const style = readFileSync(join(folder, 'style.css'), 'utf8').trim()
  // hash-wasm compiles what it carries; nothing is fetched, and no string is ever run.
  const policy = `default-src 'none'; script-src ${digest(script)} 'wasm-unsafe-eval'; style-src ${digest(style)}; base-uri 'none'; form-action 'none'`
  const given: Record<string, string> = { policy, script, style, words: inside(wordsOf(script)) }
  return readFileSync(join(folder, 'page.html'), 'utf8').replace(/<!-- (policy|script|style|words) -->/g, (_, name: string) => given[name] ?? '')
}

/** Lets the host import the page as `virtual:verify-page`: built once, in whatever is built or tested. */
export const verifyPagePlugin = (): Plugin => {
  let page: Promise<string> | null = null
  return {
    name: 'verify-page',
    enforce: 'pre',
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    load: async (id) => (id === `\0${ID}` ? `export default ${JSON.stringify(await (page ??= verifyPage()))}` : null),
  }
}
