import { EVERYTHING, type Carries } from '../../../../src-shared/publication/destination'
import { WECHAT_LIMITS } from '../../../../src-shared/publication/wechat'
import type { Format } from '../format'
import { wechatContent, wechatDraft, WECHAT_CONTENT } from './article'

/** Links become addresses in the text, briefs lines, photo groups one photo below the other; an article inside another is set behind a rule. */
const CARRIES: Carries = {
  ...EVERYTHING,
  blocks: { link: 'plain', mediaCard: 'plain', briefList: 'plain', photoGroup: 'plain', subArticle: 'plain' },
  channels: 'none',
  headline: WECHAT_LIMITS.title,
  summary: WECHAT_LIMITS.digest,
}

/** article.wechat.html, the content for a WeChat official account, and article.wechat.json, its fields and the pictures to upload. */
export const wechat: Format = {
  id: 'wechat',
  carries: CARRIES,
  files: async (subject) => {
    const encoder = new TextEncoder()
    const draft = await wechatDraft(subject)
    return [
      { path: WECHAT_CONTENT, mediaType: 'text/html; charset=utf-8', bytes: encoder.encode(wechatContent(subject, (path) => path).html) },
      { path: 'article.wechat.json', mediaType: 'application/json', bytes: encoder.encode(`${JSON.stringify(draft, null, 2)}\n`) },
    ]
  },
}
