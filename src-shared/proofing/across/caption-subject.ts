import type { AcrossFound, AcrossRule } from './rule'

/** Captions that could stand under any picture. */
const ANY = /^(?:图为|这是)?(?:资料图片?|图片|现场图?|活动现场|会议现场|比赛现场|施工现场|仪式现场|培训现场|合影|合影留念|资料照片|配图|示意图|效果图|图片说明|现场照片|工作照|外景|全景)[。.]?$/u

/** Captions of a mood or a scene, which name nothing that is seen. */
const MOOD =
  /^(?:图为)?(?:[\p{Script=Han}“”]{1,8}的(?:身影|喜悦|笑容|笑脸|瞬间|场景|场面|画面|一幕|背影|风采|时刻|心情|目光|收获|希望|季节|样子|脚步|微笑|温暖|幸福|日子|生活|力量|守望|坚守)|[\p{Script=Han}“”]{1,6}(?:剪影|掠影|花絮|特写|留影|风采|一瞥|一瞬|一刻|瞬间|正酣|正忙|正当时|进行时|进行中|在望|满怀)|(?:颁奖|签约|启动|揭牌|揭幕|培训|座谈|演出|表演|采访|救援|抢修|开幕|闭幕|开工|通车|捐赠|招聘|比武|展览|宣讲|义诊|慰问|走访|发布|研讨|表彰|竞赛|讲座|授课|参观|调研|检查)(?:仪式|活动|典礼|会|大会)?(?:现场|合影|场景|留影|一角)?|(?:欢声笑语|翩翩起舞|欢聚一堂|喜笑颜开|秀美山川|美丽家园|幸福生活|丰收|忙碌|喜悦|笑容|训练|劳作|耕作|备战|冲刺|拼搏|加油|启程|出发))[。.！!]?$/u

/** Captions that begin with what is being done, and not with who does it. */
const SUBJECTLESS = /^(?:正在|正忙着|忙着|正为|正向|正给|正对|为(?:群众|村民|居民|职工|学生|游客|旅客|老人|孩子|患者)|向(?:群众|村民|居民|职工|学生|游客|旅客|老人|媒体)|给(?:群众|村民|居民|职工|学生|老人)|现场(?:讲解|教学|演示|签约|办公|指导|解答)|认真(?:听|学|检|填|核)|深入(?:田间|一线|企业|社区|车间|基层)|走访慰问|喜获|喜迎|喜摘|整装待发|蓄势待发|载歌载舞|热火朝天|其乐融融|检查(?:设备|线路|安全|工作)|抢修|采摘|参观(?:展|学|考))/u

const CREDITED = /(?:摄影报道|摄影|摄(?:影)?|供图|图片由|图源|提供|资料图片|资料照片|新华社(?:记者|发)|图[／/]|文[／/]图|图[:：])/u

const asides = (text: string): string => text.replace(/[（(][^（）()]{0,40}[）)]/gu, '').trim()

/** A caption that does not say who or what is seen, or a photo of which nobody says whose it is. */
export const captionSubject: AcrossRule = {
  id: 'x.caption-subject',
  languages: ['zh-CN'],
  severity: 'warning',
  source: 'captions',
  check: ({ piece, mentions }) =>
    piece.photos.flatMap(({ caption, credit }): AcrossFound[] => {
      // A name alone says who, and neither when nor what is seen.
      const isName = (text: string): boolean => mentions.some(({ name }) => name === text.replace(/[。.]$/, ''))
      const text = piece.passages[caption]?.text ?? ''
      if (text.trim() === '') return []
      const whole = { passage: caption, from: 0, to: text.length, fixes: [] }
      const bare = asides(text)
      if (ANY.test(bare) || SUBJECTLESS.test(bare) || MOOD.test(bare) || isName(bare)) return [{ ...whole, details: { context: 'subject' } }]
      return credit === '' && !CREDITED.test(text) ? [{ ...whole, details: { context: 'credit' } }] : []
    }),
}
