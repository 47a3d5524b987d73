import type { Language } from '../../story/story'

/** A text as a CSS string inside a style element: nothing of it can end the string, the rule or the element. */
export const cssText = (text: string): string => `"${text.replace(/[^\p{L}\p{N}\p{Zs}·，。：；！？、（）《》“”—-]/gu, (char) => `\\${(char.codePointAt(0) ?? 0x20).toString(16)} `)}"`

/** What stands in the margins of each sheet: CSS strings and counters, as `content` takes them. */
export type Margins = { left: string; right: string; foot: string; page: string }

const SANS = 'system-ui,"Noto Sans CJK SC",sans-serif'

/** A4 sheets with a running head from the second on, and a foot on each. Browsers too old to know margins of sheets leave them out. */
export const sheetStyle = ({ left, right, foot, page }: Margins): string => `
@page{size:A4;margin:20mm 17mm 20mm;@bottom-left{content:${foot};width:70%;font:7.5pt/1.4 ${SANS};color:#555;vertical-align:top;padding-top:3mm}@bottom-right{content:${page};font:7.5pt/1.4 ${SANS};color:#555;vertical-align:top;padding-top:3mm}@top-left{content:${left};width:60%;font:7.5pt/1.4 ${SANS};color:#555;vertical-align:bottom;padding-bottom:1.5mm;margin-bottom:3mm;border-bottom:.4pt solid #999}@top-right{content:${right};width:40%;font:7.5pt/1.4 ${SANS};color:#555;text-align:right;vertical-align:bottom;padding-bottom:1.5mm;margin-bottom:3mm;border-bottom:.4pt solid #999}}
@page:first{margin-top:15mm;@top-left{content:none}@top-right{content:none}}
:root{color-scheme:light;--ink:#000;--soft:#444;--rule:#999;--paper:#fff;--seal:#8f1d24}
`

/** An article as a newspaper sets it: two columns under a headline across both, a lead photo across both, heads with their text, photos and boxes in one piece. */
export const articleStyle = (language: Language): string => `
html,body{background:none;color:#000}
body{font-size:${language === 'zh-CN' ? '10pt;line-height:1.65' : '9.75pt;line-height:1.45'};overflow-wrap:break-word;hyphens:auto}
article{max-width:none;padding:0;margin:0}
main>article{columns:2;column-gap:9mm;text-align:justify;orphans:2;widows:2}
main>article>header{column-span:all;margin:0 0 6mm;padding-bottom:3mm;border-bottom:1.5pt solid #000}
main>article>nav{column-span:all}
nav ol{margin:0 0 4mm;font-size:8pt}
h1{margin:1mm 0;font-size:${language === 'zh-CN' ? '24pt;line-height:1.3;font-weight:900' : '25pt;line-height:1.15'}}
.kicker{font-size:12pt}.deck{font-size:13pt}
header .facts{margin-top:3mm;padding:0;border:0;font-size:8pt}
article>p,blockquote p{margin:0 0 ${language === 'zh-CN' ? '.2em' : '.45em'}}
h2,h3,h4{break-after:avoid;break-inside:avoid;text-wrap:balance}
h2{margin:1.1em 0 .5em;font-size:12.5pt}
h3{font-size:11pt}
figure{margin:3mm 0;break-inside:avoid}
main>article>header+figure,main>article>header+.correction+figure{column-span:all;margin-top:0;margin-bottom:6mm}
img{max-height:110mm;object-fit:contain}
main>article>header+figure img{max-height:125mm}
figcaption,.photo-place{margin-top:1.5mm;font-size:8.5pt;line-height:1.5;text-align:left;hyphens:manual}
.photo-group{display:block}.photo-group figure+figure{margin-top:3mm}
.photo-group{break-inside:auto}
blockquote,.editors-note{margin:3mm 0;padding-left:1em}
.pull-quote{margin:4mm 0;padding:2mm 0;font-size:12.5pt;text-wrap:balance}
.fact-box,.correction{margin:4mm .3mm;padding:2.5mm 3.5mm;font-size:9pt;line-height:1.55;box-decoration-break:clone}
.fact-box>:last-child,.editors-note>:last-child{margin-bottom:0}
.media-card{margin:3mm .3mm!important;padding:2mm 3mm;font-size:8.5pt;break-inside:avoid;text-align:left}
.media-card a::after{content:" " attr(href);color:#444;overflow-wrap:anywhere}
ul,ol{margin:2mm 0;padding-left:1.6em}
li p{margin:0 0 .2em}
.table{margin:4mm 0;overflow:visible;break-inside:avoid}
.table:has(tr:nth-child(16)){break-inside:auto}
.table:has(tr>:nth-child(4)){column-span:all}
table{border-width:1pt;font-size:8.5pt;line-height:1.45;text-align:left}
thead{display:table-header-group}
.live-entry{margin:3mm 0;padding-left:1em}
.sub-article{column-span:all;columns:2;column-gap:9mm;margin:6mm 0;padding-top:4mm;border-top:1.5pt solid #000}
.sub-article>header{column-span:all;margin-bottom:3mm;padding:0;border:0}
.sub-article h2{font-size:15pt}
hr{margin:5mm auto}
.end-mark{margin:.5em 0!important}
.footnotes{margin-top:5mm;padding-top:2mm;font-size:8pt;line-height:1.5}
.footnotes h2{font-size:9pt}
[role=doc-backlink]{display:none}
main>article>.editor{column-span:all;break-before:avoid;margin:5mm 0 0;padding-top:2mm;font-size:9pt}
.signed-text{margin-top:3mm;break-before:avoid;font:7.5pt/1.5 ${SANS};color:#444;text-align:left;break-inside:avoid;overflow-wrap:anywhere;hyphens:manual}
.signed-text p{margin:0}
`
