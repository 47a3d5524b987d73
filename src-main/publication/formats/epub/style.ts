/** The book's style: what a newspaper's page says by its setting, in sizes that follow the reader's own. Fonts are the reading system's. */
export const STYLE = `body{line-height:1.8;overflow-wrap:break-word}
:lang(en){line-height:1.5}
header{margin-bottom:2em;text-align:center}
h1{margin:.25em 0;font-size:1.6em;line-height:1.4}
h2{margin:2em 0 .8em;font-size:1.15em;line-height:1.5;text-align:center;break-after:avoid;page-break-after:avoid}
h3,h4{margin:1.2em 0 .5em;font-size:1em;line-height:1.5;break-after:avoid;page-break-after:avoid}
p{margin:0 0 .8em}
:lang(zh-CN) article>p,:lang(zh-CN) blockquote>p,:lang(zh-CN) .sub-article>p,:lang(zh-CN) .live-entry>p,:lang(zh-CN) .editors-note>p{text-indent:2em}
:lang(zh-CN) em{font-style:normal;text-decoration:underline dotted;text-underline-offset:.3em}
header p,.byline,.editor,.photo-place,.media-card,.question,.answer,.end-mark,.original-headline,.time{text-indent:0!important}
header p{margin:.25em 0}
.channel,.column-tag,.facts,figcaption,.photo-place,.by,.editor,.original-headline,.footnotes,.time{font-size:.85em}
.facts span{margin-left:1em}
.deck{font-size:1.1em}
.marker{margin-right:.5em}
figure{margin:1.5em 0;text-align:center;break-inside:avoid;page-break-inside:avoid}
img{max-width:100%;height:auto;max-height:85vh}
figcaption{margin-top:.5em;line-height:1.5;text-align:left}
.credit{margin-left:.5em}
blockquote{margin:1.5em 0;padding-left:1em;border-left:.2em solid}
.pull-quote{margin:1.5em 0;padding:.5em 0;border-top:1px solid;border-bottom:1px solid;font-size:1.15em;text-align:center}
.fact-box,.correction{margin:1.5em 0;padding:.8em 1em;border:1px solid}
.fact-box h3{margin-top:0;text-align:left}
.editors-note{margin:1.5em 0;padding-left:1em;border-left:.25em double}
.live-entry{margin:1.5em 0;padding-left:1em;border-left:1px solid}
.time,.question,.speaker,.opening{font-weight:bold}
.sub-article{margin-top:3em;padding-top:1em;border-top:2px solid}
.briefs{padding-left:0;list-style:none}
.media-card{padding:.5em 1em;border:1px solid}
table{width:100%;margin:1.5em 0;border-collapse:collapse;border-top:2px solid;border-bottom:2px solid;font-size:.9em;line-height:1.5}
th,td{padding:.3em .5em;border-bottom:1px solid;text-align:left;vertical-align:top}
th p,td p{margin:0}
.center{text-align:center}
.right{text-align:right}
.end-mark{text-align:center}
sup{line-height:0}
.footnotes{margin-top:2em;border-top:1px solid}
.footnotes h2{margin:1em 0 .5em;font-size:1em;text-align:left}
.editor{margin-top:2em;padding-top:.5em;border-top:1px solid;text-align:right}
nav ol{padding-left:1.5em}
`
