import { countStory } from '../../story/count'
import { escapeMarkup } from '../markup'
import { recordTime } from '../record-time'
import type { ReviewSheet } from './sheet'
import { STYLE } from './style'
import { SHEET_WORDS } from './words'

const cell = (markup: string, attributes = ''): string => `<td${attributes}>${markup}</td>`
const text = (value: string, name = ''): string => cell(escapeMarkup(value), name === '' ? '' : ` class="${name}"`)
const head = (value: string, name = ''): string => `<th scope="row"${name === '' ? '' : ` class="${name}"`}>${escapeMarkup(value)}</th>`
const row = (...cells: string[]): string => `<tr>${cells.join('')}</tr>`

/** A table under a heading of its own; nothing where there is nothing to list. */
const table = (title: string, columns: readonly (readonly [string, string])[], rows: readonly string[]): string => {
  if (rows.length === 0) return ''
  const heads = columns.map(([name, style]) => `<th scope="col"${style === '' ? '' : ` class="${style}"`}>${escapeMarkup(name)}</th>`).join('')
  return `<h2>${escapeMarkup(title)}</h2>\n<table>\n<thead><tr>${heads}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`
}

/** A digest in fours, as people compare it. */
const short = (sha256: string): string => (sha256.slice(0, 12).match(/.{4}/g) ?? []).join(' ')

/** A review sheet as a complete HTML5 document of its own: no script, nothing fetched. The same sheet gives the same bytes everywhere. */
export const reviewSheetPage = (sheet: ReviewSheet): string => {
  const { story, revision, signOff } = sheet
  const { language } = story
  const words = SHEET_WORDS[language]
  const when = (iso: string): string => cell(`<time datetime="${escapeMarkup(iso)}">${escapeMarkup(recordTime(iso, language))}</time>`, ' class="when"')
  const who = (name: string, behalf: string): string => cell(`${escapeMarkup(name)}${behalf === '' ? '' : `<span class="small">${escapeMarkup(words.behalf(behalf))}</span>`}`, ' class="who"')
  const facts = [
    row(head(words.headline), cell(`<span class="headline">${escapeMarkup(story.headline)}</span>`, ' colspan="3"')),
    row(head(words.author), text(sheet.author), head(words.channel), text(story.channel.join(' / '))),
    row(head(words.characters), text(String(countStory(story).characters)), head(words.photos), text(String(Object.keys(story.photos).length))),
    row(head(words.revision), text(String(revision.number)), head(words.policy), text(sheet.policy.name)),
    ...(signOff ? [row(head(words.signedOff), text(signOff.signer.name), head(words.time), when(signOff.at))] : []),
    row(head(words.fingerprint), cell(escapeMarkup(revision.sha256), ' colspan="3" class="print"')),
  ]
  const stepName = (step: ReviewSheet['steps'][number]): string => (step.kind === 'stage' ? step.title : step.readThrough ? words.readThrough : words.proof(step.pass))
  const steps = sheet.steps.map((step) =>
    row(head(stepName(step), 'step'), text(step.by ? step.by.reason || words.did[step.by.decision] : '', 'words'), who(step.by?.signer.name ?? '', step.by?.behalf ?? ''), step.by ? when(step.by.at) : cell(''), text(step.by ? short(step.by.revision.sha256) : '', 'print')),
  )
  const passes = sheet.steps.filter((step) => step.kind === 'proof')
  const did = (act: ReviewSheet['acts'][number]): string => {
    const proof = passes.find((step) => step.pass === act.pass)
    if (act.decision === 'proof') return proof ? stepName(proof) : words.did.proof
    return [words.did[act.decision], act.title].filter(Boolean).join(' · ')
  }
  const acts = sheet.acts.map((act) => row(when(act.at), text(did(act)), who(act.signer.name, act.behalf), text(act.reason, 'words'), cell(`${String(act.revision.number)} · ${short(act.revision.sha256)}`, ' class="print"')))
  const issues = sheet.issues.map(({ text: issue, raised, closed }) => row(text(issue, 'words'), text(raised, 'who'), text(closed ?? words.open, 'who')))
  const range = (from: string, to: string): string => `${recordTime(from, language)} – ${recordTime(to, language)}`
  const lent = sheet.delegations.map((given) => row(text(given.signer.name, 'who'), text(given.to.name, 'who'), text([words.roles[given.role], given.channel.join(' / ') || words.everywhere].join(' · ')), text(range(given.notBefore, given.notAfter)), text(given.reason, 'words')))
  const passesMade = sheet.acts.flatMap((act) => (act.checks ? [row(when(act.at), text(did(act)), who(act.signer.name, act.behalf), text(`${act.checks.tool} · ${act.checks.rules.slice(0, 12)}`, 'print'), text(words.found(act.checks.open), ''), text(act.checks.stand.map(({ words: stood }) => stood).join('、'), 'words'))] : []))
  const placed = sheet.placed.map((record) => {
    const late = record.kind === 'published' && record.lateBy !== undefined ? words.late(Math.max(1, Math.round(record.lateBy / 60_000))) : ''
    return row(when(record.at), text(words.did[record.kind]), text(record.receipt.destination), cell(`${escapeMarkup(record.receipt.url)}${late === '' ? '' : `<span class="small">${escapeMarkup(late)}</span>`}`, ' class="address"'), text(record.kind === 'takenDown' ? record.reason : '', 'words'), text(`${String(record.revision.number)} · ${short(record.revision.sha256)}`, 'print'))
  })
  const signers = new Map(sheet.acts.map(({ signer }) => [signer.key, signer.name]))
  const keys = [...signers].map(([key, name]) => row(text(name, 'who'), text(key, 'print')))
  return [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeMarkup(`${words.title}${language === 'zh-CN' ? '：' : ': '}${story.headline}`)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<header>${story.source === '' ? '' : `<p>${escapeMarkup(story.source)}</p>`}<h1>${words.title}</h1></header>`,
    `<table class="facts">\n<colgroup><col class="name"><col><col class="name"><col></colgroup>\n<tbody>\n${facts.join('\n')}\n</tbody>\n</table>`,
    table(words.steps, [[words.step, 'step'], [words.opinion, ''], [words.signer, 'who'], [words.time, 'when'], [words.short, '']], steps),
    table(words.issues, [[words.issue, ''], [words.raised, 'who'], [words.closed, 'who']], issues),
    table(words.acts, [[words.time, 'when'], [words.act, ''], [words.signer, 'who'], [words.opinion, ''], [words.print, '']], acts),
    table(words.checks, [[words.time, 'when'], [words.act, ''], [words.signer, 'who'], [words.tool, ''], [words.left, ''], [words.stood, '']], passesMade),
    table(words.delegations, [[words.lent, 'who'], [words.to, 'who'], [words.role, ''], [words.within, ''], [words.reason, '']], lent),
    table(words.destinations, [[words.time, 'when'], [words.act, ''], [words.destination, ''], [words.address, ''], [words.reason, ''], [words.print, '']], placed),
    table(words.keys, [[words.signer, 'who'], [words.keyOf, '']], keys),
    `<footer><p>${escapeMarkup(words.proves)}</p></footer>`,
    '</main>',
    '</body>',
    '</html>',
    '',
  ].filter((part, index, all) => part !== '' || index === all.length - 1).join('\n')
}
