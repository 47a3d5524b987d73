import { articleText } from '../../../../src-shared/publication/article-text'
import { embargoOf } from '../../../../src-shared/publication/embargo'
import { wechatPreflight, type WechatCopy } from '../../../../src-shared/publication/wechat'
import { embeddedPhotos } from '../embedded'
import type { Subject } from '../format'
import { wechatContent, wechatDraft } from './article'

/** An article to be pasted into the platform's editor, which uploads the pictures it finds in it. What it would refuse is told by the content as it is sent, with its pictures by address. */
export const wechatCopy = async (subject: Subject, now: string): Promise<WechatCopy> => {
  const embedded = await embeddedPhotos(subject)
  const draft = await wechatDraft(subject)
  const sent = wechatContent(subject, (path) => path)
  const until = embargoOf(subject.view.story)
  return {
    html: wechatContent(subject, (path) => embedded.get(path) ?? path).html,
    text: articleText(subject.view),
    draft,
    findings: wechatPreflight(draft, sent.html, sent.links.length),
    embargo: until !== null && Date.parse(now) < Date.parse(until) ? until : null,
  }
}
