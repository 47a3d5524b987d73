// A package is verified by drawing its page again, so what an article of plain blocks is styled with never changes: newer blocks bring theirs.
/** The style every standalone article has: newspaper typography for Chinese and English, dark mode, paper. */
const BASE = `
:root{color-scheme:light dark;--ink:#1b1c1f;--soft:#5c5f66;--rule:#d9d7d2;--paper:#fff;--seal:#a3232b}
@media (prefers-color-scheme:dark){:root{--ink:#e6e4df;--soft:#a3a5ab;--rule:#3a3c42;--paper:#16171a;--seal:#ec8a80}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.9 "Source Han Serif SC","Noto Serif CJK SC","Songti SC",STSong,SimSun,serif;overflow-wrap:anywhere}
:lang(en) body,body:lang(en){font-family:Charter,"Source Serif 4","Noto Serif",Georgia,"Liberation Serif","Times New Roman",serif;line-height:1.65}
article{max-width:36em;margin:0 auto;padding:2.5rem 1.25rem 4rem}
nav ol{display:flex;flex-wrap:wrap;margin:0 0 2rem;padding:0;list-style:none;font:.8125rem/1.6 system-ui,"Noto Sans CJK SC",sans-serif;color:var(--soft)}
nav li+li::before{content:"›";margin:0 .5em}
header{text-align:center;margin-bottom:2rem;text-wrap:balance}
h1{margin:.25em 0;font-size:1.875rem;line-height:1.4}
header p{margin:.25em 0;color:var(--soft)}
.kicker{font-size:1.0625rem}.deck{font-size:1.125rem}
header .facts{margin-top:1rem;padding:.5rem 0;border-block:1px solid var(--rule);font:.8125rem/1.6 system-ui,"Noto Sans CJK SC",sans-serif}
.facts span{margin-left:1em}
article>p,blockquote p{margin:0 0 .9em}
:lang(zh-CN) article>p:not(.byline,.editor,.photo-place){text-indent:2em}
:lang(zh-CN) em{font-style:normal;text-decoration:underline dotted .11em var(--soft);text-underline-offset:.32em}
h2{margin:2em 0 .8em;font-size:1.1875rem;line-height:1.5;text-align:center}
.marker{margin-right:.5em;color:var(--seal)}
figure{margin:1.75em 0;text-align:center}
img{max-width:100%;height:auto;vertical-align:top}
figcaption,.photo-place{margin-top:.6em;color:var(--soft);font-size:.875rem;line-height:1.6}
.credit{margin-left:.5em}
blockquote{margin:1.75em 0;padding-left:1.25em;border-left:3px solid var(--seal)}
blockquote p:last-child{margin:0}
hr{width:6em;margin:2.5em auto;border:0;border-top:1px solid var(--rule)}
.byline{margin-top:1.5em}.editor{margin-top:2.5em;padding-top:.75em;border-top:1px solid var(--rule);color:var(--soft);font-size:.875rem;text-align:right}
a{color:inherit;text-decoration-color:var(--seal);text-underline-offset:.2em}
@media print{body{font-size:10.5pt;background:none;color:#000}article{max-width:none;padding:0}figure,blockquote{break-inside:avoid}h2{break-after:avoid}}
`

const SANS = 'system-ui,"Noto Sans CJK SC",sans-serif'
const BOX = 'margin:1.75em 0;padding:1em 1.25em;border:1px solid var(--rule);break-inside:avoid'

/** What each newer block or line brings, by the class it is known by. */
const BLOCKS: readonly (readonly [string, string])[] = [
  ['column-tag', `.column-tag{display:inline-block;padding:.1em .75em;border:1px solid var(--seal);color:var(--seal)!important;font:.8125rem/1.6 ${SANS}}`],
  ['photo-group', '.photo-group{display:grid;grid-template-columns:repeat(auto-fit,minmax(14em,1fr));gap:1em;align-items:start}.photo-group figure{margin:0}'],
  ['media-card', `.media-card{padding:.75em 1em;border:1px solid var(--rule);border-left:3px solid var(--seal);text-indent:0!important;font:.9375rem/1.6 ${SANS}}.media-card .kind{color:var(--soft)}`],
  ['pull-quote', '.pull-quote{margin:2em 0;padding:.75em 0;border-block:1px solid var(--seal);font-size:1.25rem;line-height:1.6;text-align:center;break-inside:avoid}.pull-quote p{margin:0}.pull-quote .by{margin-top:.5em;color:var(--soft);font-size:.875rem}'],
  ['question', '.question{margin-top:1.25em!important;font-weight:700}'],
  ['speaker', '.question,.answer{text-indent:0!important}.speaker{font-weight:700}.answer .speaker{color:var(--seal)}'],
  ['briefs', '.briefs{padding-left:1.5em;list-style-type:"△"}.briefs li{padding-left:.35em}.briefs li::marker{color:var(--seal)}.briefs p{margin:0 0 .5em}'],
  ['table', `.table{margin:1.75em 0;overflow-x:auto}table{width:100%;border-collapse:collapse;border-block:2px solid var(--ink);font:.875rem/1.6 ${SANS}}th,td{padding:.4em .6em;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top}thead th{border-bottom-color:var(--ink)}th p,td p{margin:0}.center{text-align:center}.right{text-align:right}tr{break-inside:avoid}`],
  ['fact-box', `.fact-box{${BOX}}.fact-box h3{margin:0 0 .5em;font-size:1rem}.fact-box p{margin:0 0 .5em}`],
  ['editors-note', `.editors-note{margin:1.75em 0;padding-left:1.25em;border-left:3px double var(--seal);color:var(--soft)}.editors-note p{margin:0 0 .5em}`],
  ['live-entry', `.live-entry{margin:1.5em 0;padding-left:1.25em;border-left:2px solid var(--seal)}.live-entry .time{margin:0;color:var(--seal);font:700 .875rem/1.6 ${SANS}}.live-entry p{margin:0 0 .5em}`],
  ['sub-article', '.sub-article{max-width:none;margin:3em 0 2em;padding:1.5em 0 0;border-top:2px solid var(--ink)}.sub-article header{margin-bottom:1em}.sub-article h2{margin:0 0 .25em;font-size:1.375rem}.sub-article .byline{margin:0}'],
  ['end-mark', '.end-mark{text-indent:0!important;text-align:center;color:var(--soft)}'],
  ['footnote', '.footnote{line-height:0}.footnote a{padding:0 .15em;text-decoration:none;color:var(--seal)}'],
  ['footnotes', `.footnotes{margin-top:2.5em;padding-top:.75em;border-top:1px solid var(--rule);font-size:.875rem;line-height:1.7}.footnotes h2{margin:0 0 .5em;font-size:1rem;text-align:left}.footnotes ol{margin:0;padding-left:1.75em}`],
  ['correction', `.correction{${BOX};border-color:var(--seal)}.correction p{margin:0}`],
  ['original-headline', '.original-headline{margin-top:1.5em!important;text-indent:0!important;color:var(--soft);font-size:.9375rem}'],
]

/** What the second drawing brings: its boxes may be headed one level higher. */
const SECOND: typeof BLOCKS = [['fact-box', '.fact-box h2{margin:0 0 .5em;font-size:1rem;text-align:left}']]

/** The style of one standalone article: the base, and what the blocks it shows bring. Attributes are escaped, so words cannot name a class. */
export const styleOf = (markup: string, drawing: 1 | 2 = 1): string =>
  BASE + [...BLOCKS, ...(drawing === 1 ? [] : SECOND)].filter(([name]) => markup.includes(`class="${name}"`)).map(([, rules]) => `${rules}\n`).join('')
