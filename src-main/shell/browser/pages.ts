import { failed } from '../../../src-shared/outcome'
import { shellWords, type ShellWord } from '../words'

/** A page for people who came to the door without a key, in both languages, with what to do. */
export const doorPage = (status: 401 | 403, title: ShellWord, text: ShellWord): Response => {
  const [zh, en] = [shellWords('zh-CN'), shellWords('en')]
  const html = `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${zh[title]} - ${en[title]}</title>
<body style="font:16px/1.8 system-ui,sans-serif;max-width:36em;margin:18vh auto;padding:0 1.5em"><main><h1 style="font-size:1.4em">${zh[title]}</h1><p>${zh[text]}</p><section lang="en"><h2 style="font-size:1.2em">${en[title]}</h2><p>${en[text]}</p></section></main></body></html>`
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    },
  })
}

/** The same refusal for the window's own code: an Outcome as JSON. */
export const refuse = (status: 400 | 401 | 403 | 413, code: string, message: string, details: Record<string, string | number> = {}): Response =>
  new Response(JSON.stringify(failed(code, message, details)), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'x-content-type-options': 'nosniff', 'cache-control': 'no-store', ...(status === 413 ? { connection: 'close' } : {}) },
  })
