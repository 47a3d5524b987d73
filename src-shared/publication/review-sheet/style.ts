/** A sheet's own style, on a screen and on paper. */
export const STYLE = `
*{box-sizing:border-box}
body{margin:0 auto;padding:2rem 1rem;max-width:60rem;background:#fff;color:#111;font:.875rem/1.55 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
header{margin-bottom:1.25rem;text-align:center}
h1{margin:0;font:700 1.75rem/1.3 "Source Han Serif SC","Noto Serif CJK SC","Songti SC",SimSun,Georgia,serif}
:lang(zh-CN) h1{letter-spacing:.3em;text-indent:.3em}
header p{margin:0;letter-spacing:.1em}
h2{margin:1.5rem 0 .5rem;font:700 1.0625rem/1.4 "Source Han Serif SC","Noto Serif CJK SC","Songti SC",SimSun,Georgia,serif;break-after:avoid}
table{width:calc(100% - 2px);margin:0 1px;border-collapse:collapse}
tr{break-inside:avoid}
th,td{padding:.35rem .55rem;border:1px solid #777;text-align:left;vertical-align:top;overflow-wrap:break-word}
th{background:#f3f1ec;font-weight:600;print-color-adjust:exact}
.facts{table-layout:fixed}
.name{width:17%}
.step{width:8em}
.when{width:1%;white-space:nowrap}
.who{width:8em}
.headline{font:700 1.125rem/1.4 "Source Han Serif SC","Noto Serif CJK SC","Songti SC",SimSun,Georgia,serif}
.words{white-space:pre-wrap}
.address{overflow-wrap:anywhere}
.print{font:.75rem/1.5 ui-monospace,Menlo,Consolas,"Liberation Mono",monospace}
.print{overflow-wrap:anywhere}
.small{display:block;font-size:.8125rem;color:#444}
footer{break-before:avoid;margin-top:1.25rem;font-size:.8125rem;color:#444}
:lang(en) h1,:lang(en) h2,.headline:lang(en){font-family:Charter,"Source Serif 4",Georgia,"Liberation Serif","Noto Serif CJK SC",serif}
@media print{body{max-width:none;padding:0;font-size:9pt;line-height:1.45}th,td{padding:1.1mm 2mm}h2{margin-top:5mm}h1{font-size:18pt}h2{font-size:11.5pt}.headline{font-size:12.5pt}.print{font-size:7.5pt}.small,footer{font-size:8pt}}
`
