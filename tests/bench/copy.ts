import type { BodyJson, Story } from '../../src-shared/story/story'

const SENTENCES = ['清晨的码头上,工人们已经开始一天的忙碌。', '这一年,工会的服务站从三处增加到十一处。', '“有了这间屋子,歇脚、喝水、充电都方便。”他说。', '培训班每周两次,晚上七点开课,座位常常不够。']

/** A story whose body holds about `characters` Chinese characters, in paragraphs of 200 and a head every ten. */
export const longStory = (characters: number, id: string = crypto.randomUUID()): Story => {
  const content: BodyJson[] = []
  for (let written = 0; written < characters; written += 200) {
    if (content.length % 11 === 0) content.push({ type: 'crosshead', attrs: { blockId: `h${String(written)}`, marker: '' }, content: [{ type: 'text', text: '服务到身边' }] })
    let text = ''
    while (text.length < 200) text += SENTENCES[(text.length + written) % SENTENCES.length] ?? ''
    content.push({ type: 'paragraph', attrs: { blockId: `p${String(written)}` }, content: [{ type: 'text', text: text.slice(0, 200) }] })
  }
  return {
    schema: 3, contributors: [], columnTag: '', originalHeadline: '', correction: null, id, slugline: '长稿', language: 'zh-CN', kicker: '', headline: '码头一日', deck: '', byline: '本报记者 周岚', dateline: '', source: '澜江工人报', channel: ['工会'],
    responsibleEditor: '', keywords: [], summary: '', publishTime: null, embargo: null, destinations: [], targetLength: 0, body: { type: 'doc', content }, photos: {},
  }
}
