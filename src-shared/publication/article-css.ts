/** The style of the standalone article: newspaper typography for Chinese and English, dark mode, paper. */
export const ARTICLE_CSS = `
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
