/** What the pages of the single sign-on say. */
const WORDS = {
  en: {
    title: 'Sign in to {house}',
    confirm: '{name}, let Stet on “{device}” in?',
    compare: 'Stet shows this code beside its sign-in. Go on only if it is the same, and if you began this yourself.',
    yes: 'It is the same: let it in',
    no: 'No',
    done: 'You can go back to Stet. This page may be closed.',
    denied: 'Nobody was let in. This page may be closed.',
    over: 'This sign-in took too long or was used already. Go back to Stet and begin again.',
    unknown: 'You are known to the single sign-on, but not to this desk. Ask an administrator of the newsroom for an invitation.',
    inactive: 'Your account at this desk has been closed. Ask an administrator of the newsroom.',
    failed: 'The single sign-on did not work. Go back to Stet and try again; if it goes on, tell an administrator of the newsroom.',
    machine: 'a machine',
  },
  zh: {
    title: '登录{house}',
    confirm: '{name}，让“{device}”上的定稿登录吗？',
    compare: '定稿的登录界面上也显示着这个代码。两处相同、而且是你自己发起的登录，才可继续。',
    yes: '代码相同，登录',
    no: '不是我',
    done: '可以回到定稿了，本页可以关闭。',
    denied: '没有登录。本页可以关闭。',
    over: '这次登录已超时或已用过。请回到定稿重新开始。',
    unknown: '统一登录认得你，但本编辑部还没有你的账号。请向编辑部管理员索取邀请。',
    inactive: '你在本编辑部的账号已停用。请联系编辑部管理员。',
    failed: '统一登录没有成功。请回到定稿再试；若仍不行，请告诉编辑部管理员。',
    machine: '一台电脑',
  },
} as const

type Language = keyof typeof WORDS
export type Saying = 'done' | 'denied' | 'over' | 'unknown' | 'inactive' | 'failed'

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const fill = (text: string, values: Record<string, string>): string => text.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

const STYLE =
  ':root{color-scheme:light dark}body{font:16px/1.6 system-ui,"Noto Sans CJK SC",sans-serif;max-width:30rem;margin:12vh auto 0;padding:0 1.5rem}h1{font:600 1.35rem/1.4 Georgia,"Noto Serif CJK SC",serif}' +
  'strong{display:block;font:600 2rem/1.2 ui-monospace,monospace;letter-spacing:.12em;margin:1rem 0}button{font:inherit;padding:.5rem 1.1rem;margin:1rem .6rem 0 0}'

const languageOf = (request: Request): Language => (/^\s*zh/i.test(request.headers.get('accept-language') ?? '') ? 'zh' : 'en')

const page = (request: Request, house: string, body: string, status: number, cookie: string | null): Response => {
  const language = languageOf(request)
  const title = escape(fill(WORDS[language].title, { house }))
  const html = `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${STYLE}</style><main><h1>${title}</h1>${body}</main></html>`
  const headers = new Headers({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  })
  if (cookie !== null) headers.append('set-cookie', cookie)
  return new Response(html, { status, headers })
}

/** A page that says how it went. */
export const sayingPage = (request: Request, house: string, saying: Saying, cookie: string | null = null): Response =>
  page(request, house, `<p>${escape(WORDS[languageOf(request)][saying])}</p>`, saying === 'done' || saying === 'denied' ? 200 : 403, cookie)

/** A page that asks whether it is their own machine that waits: nobody is let in by a link somebody sent them. */
export const confirmPage = (request: Request, house: string, asked: { name: string; device: string; code: string; cookie: string }): Response => {
  const words = WORDS[languageOf(request)]
  const device = asked.device === '' ? words.machine : asked.device
  const shown = `${asked.code.slice(0, 4)}-${asked.code.slice(4)}`
  const body =
    `<p>${escape(fill(words.confirm, { name: asked.name, device }))}</p><strong>${escape(shown)}</strong><p>${escape(words.compare)}</p>` +
    `<form method="post" action="/sign-in/${escape(asked.code)}"><button name="answer" value="yes">${escape(words.yes)}</button><button name="answer" value="no">${escape(words.no)}</button></form>`
  return page(request, house, body, 200, asked.cookie)
}
