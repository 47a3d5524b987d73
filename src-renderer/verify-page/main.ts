import { config } from 'zod'

import { failureOf } from '../../src-shared/outcome'
import type { Finding, Verdict } from '../../src-shared/publication/manifest'
import { badOf } from '../../src-shared/publication/package/finding'
import { verdictOf } from '../../src-shared/publication/package/verify'
import type { Language } from '../../src-shared/story/story'
import { canVerify } from './cryptography'
import { trustIn, verifyFile } from './read'
import { readWords, type Words } from './words'

// The page's own policy forbids running strings; zod need not try.
config({ jitless: true })

const wordsIn = readWords(document.querySelector('#words')?.textContent ?? '{}')
const page = document.querySelector('#page') ?? document.body

const element = <K extends keyof HTMLElementTagNameMap>(name: K, properties: Partial<HTMLElementTagNameMap[K]>, ...children: (Node | string)[]): HTMLElementTagNameMap[K] => {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}

/** What the page shows now. */
type Shown = { language: Language; able: boolean; keys: string; keysWrong: boolean; busy: boolean; name: string; verdict: Verdict | null }
let shown: Shown = { language: /^zh/i.test(navigator.language) ? 'zh-CN' : 'en', able: true, keys: '', keysWrong: false, busy: false, name: '', verdict: null }

const findingLine = (words: Words, finding: Finding): HTMLElement => {
  const line = element('li', {}, words.finding(finding))
  if (finding.ok) line.dataset['ok'] = ''
  line.dataset['code'] = finding.code
  if (finding.place !== '') line.append(element('code', {}, finding.place))
  return line
}

const verdictView = (words: Words, verdict: Verdict): HTMLElement => {
  const bad = verdict.findings.filter(({ ok }) => !ok)
  const view = element('section', { className: 'verdict' })
  if (verdict.holds) view.dataset['holds'] = ''
  view.append(element('h2', {}, verdict.holds ? words.t('verifyPage:holds', { headline: verdict.headline }) : words.t('verifyPage:fails', { count: bad.length, name: shown.name })))
  view.append(element('ul', {}, ...[...bad, ...verdict.findings.filter(({ ok }) => ok)].map((finding) => findingLine(words, finding))))
  return view
}

const show = (change: Partial<Shown>): void => {
  shown = { ...shown, ...change }
  draw()
}

const verify = async (file: File | undefined): Promise<void> => {
  if (!file || shown.busy) return
  const trust = trustIn(shown.keys)
  if (trust === null) {
    show({ keysWrong: true, verdict: null })
    return
  }
  show({ busy: true, keysWrong: false, name: file.name, verdict: null })
  // Whatever goes wrong is said; a package is never taken for good because the page broke.
  const verdict = await verifyFile(file, trust).catch((error: unknown) => verdictOf('', [badOf(failureOf(error), '')]))
  show({ busy: false, verdict })
}

const dropPlace = ({ t }: Words): HTMLElement => {
  const file = element('input', { type: 'file', accept: '.zip,application/zip', id: 'file' })
  file.addEventListener('change', () => void verify(file.files?.[0]))
  const place = element('div', { className: 'drop' }, element('label', { htmlFor: 'file' }, t('verifyPage:drop')), element('p', {}, file))
  place.addEventListener('dragover', (event) => {
    event.preventDefault()
    place.dataset['over'] = ''
  })
  place.addEventListener('dragleave', () => delete place.dataset['over'])
  place.addEventListener('drop', (event) => {
    event.preventDefault()
    void verify(event.dataTransfer?.files[0])
  })
  return place
}

const keysField = ({ t }: Words): HTMLElement => {
  const field = element('input', { type: 'text', id: 'keys', value: shown.keys, spellcheck: false, autocomplete: 'off' })
  field.addEventListener('input', () => (shown.keys = field.value))
  return element('div', {}, element('label', { htmlFor: 'keys' }, t('verifyPage:keys')), field, element('small', {}, t('verifyPage:keysWhy')))
}

const draw = (): void => {
  const words = wordsIn(shown.language)
  const { t } = words
  document.documentElement.lang = shown.language
  document.title = t('verifyPage:title')
  const other: Language = shown.language === 'en' ? 'zh-CN' : 'en'
  const turn = element('button', { type: 'button', lang: other, onclick: () => show({ language: other }) }, t('verifyPage:otherLanguage'))
  const state = element('div', { ariaLive: 'polite' })
  if (shown.busy) state.append(element('p', {}, t('verifyPage:busy', { name: shown.name })))
  if (shown.keysWrong) state.append(element('p', { className: 'warning' }, t('verifyPage:keysWrong')))
  if (shown.verdict) state.append(verdictView(words, shown.verdict))
  const body = shown.able ? [keysField(words), dropPlace(words), state] : [element('p', { className: 'warning', role: 'alert' }, t('verifyPage:unable'))]
  page.replaceChildren(element('header', {}, element('h1', {}, t('verifyPage:title')), turn), element('p', {}, t('verifyPage:about')), ...body, element('p', { className: 'quiet' }, t('verifyPage:limits')))
}

draw()
// Dropped beside the place for it, a file must not replace the page.
for (const name of ['dragover', 'drop']) addEventListener(name, (event) => event.preventDefault())
// Drawn again only where it must be: somebody may be choosing their file already.
void canVerify().then((able) => {
  if (!able) show({ able })
})
