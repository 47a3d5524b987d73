import { endsSentence, isHan } from './lines'

/** Lines that belong to the page, not to the article, whatever stands around them. */
const EVERYWHERE: readonly RegExp[] = [
  // Copyright, registration, contact.
  /\u00a9/,
  /ICP\s*[备证]\s*\d+/i,
  /(?:公网安备|网安备|新闻信息服务许可证|广播电视节目制作|增值电信业务).{0,20}\d/,
  /copyright\s*(?:\(c\)\s*)?\d{4}|all rights reserved/i,
  /^(?:版权所有|版权声明|免责声明|郑重声明|特别声明|声明\s*[:\uff1a])/,
  /(?:未经.{0,8}(?:书面)?(?:授权|许可|允许)).{0,12}(?:转载|镜像|复制|使用)/,
  /^(?:主管单位|主办单位|承办单位|技术支持|联系电话|联系我们|联系方式|新闻热线|投稿邮箱|投稿热线|广告热线|爆料热线|邮箱|电话|地址|邮编|传真|E-?mail|Tel|Phone)\s*[:\uff1a]/i,
  // Pledges and hotlines.
  /(?:跟帖|评论).{0,4}自律.{0,4}承诺书/,
  /(?:违法和?)?不良信息.{0,4}举报/,
  /^(?:网上有害信息举报|举报(?:电话|邮箱|热线|中心)|网络谣言举报)/,
  // Share bars, font size, tools.
  /^(?:分享(?:到|至)?|转发(?:到|至)?|一键分享|扫码分享|Share(?: this(?: article| story)?)?(?: on)?)\s*[:\uff1a]?(?:\s*(?:微信|微博|新浪微博|腾讯微博|QQ空间|QQ|朋友圈|人人网|更多|复制链接|WeChat|Weibo|Facebook|Twitter|X|Email|Print|Link|LinkedIn|WhatsApp|[|,\u3001]))*$/i,
  /^(?:【?字[体号]大?小?\s*[:\uff1a]?\s*[【[]?\s*(?:(?:特?大|中|小|默认|还原|A[+-]?|[|/])\s*)*[】\]]?)$/,
  /^[【[]?\s*大\s*中\s*小\s*[】\]]?$/,
  /^(?:打印(?:本页)?|关闭(?:窗口|本页)?|收藏|点赞|评论|我要评论|发表评论|纠错|返回(?:首页|顶部|列表)|放大|缩小|听新闻|语音播报|复制链接|举报|登录|注册|Print|Top|Back to top|Comments?|Sign in|Subscribe|Log in|Menu|Search)(?:\s*[|\u00b7]?\s*(?:打印|关闭|收藏|点赞|评论|纠错|返回顶部|分享|Print|Share))*\s*(?:\(?\d*\)?)$/i,
  /^(?:阅读|浏览|点击|访问)(?:量|数|次数)?\s*[:\uff1a]?\s*\d+\s*次?$/,
  // Follow us, scan me.
  /^(?:长按|扫描|扫一扫|微信扫|请?扫码)/,
  /^(?:欢迎|敬请|请|快来)?(?:关注|订阅).{0,12}(?:公众号|微信|客户端|视频号)/,
  /^(?:下载|打开).{0,10}(?:客户端|APP)/i,
  /^(?:Follow us|Sign up|Download (?:the|our) app|Get (?:the|our) (?:newsletter|app))\b/i,
  /^(?:更多精彩|更多新闻|查看更多|点击查看|阅读原文|查看原文|更多>*|More\s*[>\u00bb]+)/,
  /^(?:上一[篇页条]|下一[篇页条]|首页|尾页|上页|下页|末页)(?:\s*[:\uff1a].*|(?:\s+(?:\d+|上一页|下一页|尾页|末页))*)$/,
  /^(?:Previous|Next)(?: (?:article|story|page))?\s*[:\uff1a].*$/i,
  // What a copied script leaves behind.
  /^(?:<\/?script|<\/?style|<!--|var\s+\w+\s*=|function\s*\w*\s*\(|\(function|document\.|window\.|\$\()/,
  /^[\s'"(){}[\];,]*[;{}][\s'"(){}[\];,]*$/,
]

/** The site's own top: only where it stands before the article. */
const TOP: readonly RegExp[] = [
  /官方网站|官网首页|手机[站版]|设为首页|加入收藏|数字报|电子版|今天是|无障碍|繁體/,
  /^(?:Skip to (?:main )?content|Home\s*\|)/i,
]

const RECOMMENDS = /^[【[■◆>\s]*(?:新闻推荐|推荐新闻|推荐阅读|相关推荐|热门推荐|为您推荐|猜你喜欢|精彩推荐|编辑推荐|相关新闻|相关阅读|热点新闻|热门新闻|热点排行|点击排行|新闻排行|24小时排行|最新新闻|最新文章|网友评论|图片新闻推荐|Related (?:stories|news|articles)|More (?:stories|news|from .{1,40})|You may also like|Recommended(?: for you)?|Most (?:read|popular)|Latest news)[】\]]?\s*(?:更多)?[:\uff1a>\s]*$/i

/** True for a line of navigation: many short names in a row. */
const isNavigation = (line: string): boolean => {
  if (endsSentence(line)) return false
  const bars = line.split(/\s*[|\uff5c\u2502\u00b7]\s*/).filter(Boolean)
  if (bars.length >= 3 && bars.every((name) => name.length <= (isHan(name) ? 8 : 20))) return true
  const names = line.split(/\s+/)
  return isHan(line) && names.length >= 5 && names.every((name) => name.length <= 6)
}

const FOOT_SENTENCE = /\u00a9|ICP\s*[备证]\s*\d|^(?:版权声明|免责声明|版权所有)|all rights reserved/i

// Inside the article every sentence is copy; around it only a long one is, for feet are written in sentences too.
const isCopy = (line: string, inside: boolean): boolean => endsSentence(line) && (inside || line.length >= 40) && !FOOT_SENTENCE.test(line)

/** True for page furniture: share bars, font size, pledges, hotlines, copyright, script remnants. `inside`: between two paragraphs of the article. */
export const isFurniture = (line: string, inside: boolean): boolean => !isCopy(line, inside) && EVERYWHERE.some((pattern) => pattern.test(line))

/** True for what only stands above an article: the site's name and navigation. */
export const isTopFurniture = (line: string): boolean => isFurniture(line, false) || (!isCopy(line, false) && (TOP.some((pattern) => pattern.test(line)) || isNavigation(line)))

/** True for the head of a list of other articles: nothing after it belongs to this one. */
export const isRecommendation = (line: string): boolean => RECOMMENDS.test(line)
