import type { Decision } from '../../review/states'
import type { Role } from '../../review/people'
import type { Language } from '../../story/story'

type Act = Decision | 'published' | 'takenDown'

type SheetWords = {
  title: string
  headline: string
  author: string
  channel: string
  characters: string
  photos: string
  revision: string
  policy: string
  fingerprint: string
  short: string
  signedOff: string
  steps: string
  step: string
  opinion: string
  signer: string
  time: string
  proof: (pass: number) => string
  readThrough: string
  issues: string
  issue: string
  raised: string
  closed: string
  open: string
  acts: string
  act: string
  print: string
  checks: string
  tool: string
  left: string
  stood: string
  found: (open: { error: number; warning: number; advice: number }) => string
  behalf: (name: string) => string
  did: Record<Act, string>
  delegations: string
  lent: string
  to: string
  role: string
  within: string
  reason: string
  roles: Record<Role, string>
  destinations: string
  destination: string
  address: string
  late: (minutes: number) => string
  everywhere: string
  keys: string
  keyOf: string
  proves: string
}

/** What a review sheet says around what was signed, by the story's language: a sheet is a document of the piece, not of whoever looks at it. */
export const SHEET_WORDS: Record<Language, SheetWords> = {
  'zh-CN': {
    title: '审稿单',
    headline: '标题',
    author: '作者',
    channel: '频道',
    characters: '字数',
    photos: '图片',
    revision: '稿次',
    policy: '审校制度',
    fingerprint: '正文指纹（SHA-256）',
    short: '指纹',
    signedOff: '签发',
    steps: '审校环节',
    step: '环节',
    opinion: '意见',
    signer: '签名人',
    time: '时间（北京时间）',
    proof: (pass) => `${['一', '二', '三', '四', '五', '六'][pass - 1] ?? String(pass)}校`,
    readThrough: '通读',
    issues: '审读意见的落实',
    issue: '意见',
    raised: '提出',
    closed: '了结',
    open: '未了结',
    acts: '全部经过',
    act: '事项',
    print: '稿次与指纹',
    checks: '机器校对',
    tool: '工具与规则',
    left: '未处理',
    stood: '审定不改',
    found: ({ error, warning, advice }) => `差错 ${String(error)}，疑似 ${String(warning)}，建议 ${String(advice)}`,
    behalf: (name) => `受${name}委托`,
    did: { submit: '送审', pass: '通过', signOff: '签发', return: '退改', published: '刊发', takenDown: '下架', revise: '改稿', proof: '校对', hold: '缓发', release: '解除缓发', spike: '毙稿', revive: '恢复', correct: '更正' },
    delegations: '委托',
    lent: '委托人',
    to: '受托人',
    role: '权限',
    within: '期限',
    reason: '事由',
    roles: { reporter: '记者', editor: '编辑', chief: '总编辑', admin: '管理员' },
    destinations: '刊发记录',
    destination: '发布渠道',
    address: '地址',
    late: (minutes) => `晚于预定时间 ${String(minutes)} 分钟`,
    everywhere: '全部频道',
    keys: '签名密钥',
    keyOf: '密钥指纹（SHA-256）',
    proves: '每一事项都由所列密钥对所列指纹的稿件签名，并接续上一事项。这张单子由签名记录生成，不能代替签名本身。',
  },
  en: {
    title: 'Review sheet',
    headline: 'Headline',
    author: 'Author',
    channel: 'Channel',
    characters: 'Characters',
    photos: 'Photos',
    revision: 'Revision',
    policy: 'Review policy',
    fingerprint: 'Fingerprint of the text (SHA-256)',
    short: 'Fingerprint',
    signedOff: 'Signed off',
    steps: 'Stages and proofs',
    step: 'Step',
    opinion: 'Opinion',
    signer: 'Signed by',
    time: 'Time (UTC)',
    proof: (pass) => `${['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth'][pass - 1] ?? String(pass)} proof`,
    readThrough: 'Read-through',
    issues: 'What reviewers asked',
    issue: 'Issue',
    raised: 'Raised by',
    closed: 'Closed by',
    open: 'Open',
    acts: 'Everything that was done',
    act: 'Act',
    print: 'Revision and fingerprint',
    checks: 'Machine checks',
    tool: 'Tool and rules',
    left: 'Left open',
    stood: 'Let stand',
    found: ({ error, warning, advice }) => `${String(error)} errors, ${String(warning)} likely, ${String(advice)} advice`,
    behalf: (name) => `on behalf of ${name}`,
    did: { submit: 'Submitted', pass: 'Passed', signOff: 'Signed off', return: 'Returned', published: 'Published', takenDown: 'Taken down', revise: 'Edited', proof: 'Proofread', hold: 'Held', release: 'Released', spike: 'Spiked', revive: 'Brought back', correct: 'Corrected' },
    delegations: 'Delegations',
    lent: 'From',
    to: 'To',
    role: 'Right',
    within: 'Valid',
    reason: 'Reason',
    roles: { reporter: 'Reporter', editor: 'Editor', chief: 'Chief editor', admin: 'Administrator' },
    destinations: 'Where it was published',
    destination: 'Destination',
    address: 'Address',
    late: (minutes) => `${String(minutes)} minutes after the hour asked for`,
    everywhere: 'every channel',
    keys: 'Keys',
    keyOf: 'Fingerprint of the key (SHA-256)',
    proves: 'Each act was signed with the key named, over the text of the fingerprint named, and names the act before it. This sheet is drawn from those signatures; it does not stand in for them.',
  },
}
