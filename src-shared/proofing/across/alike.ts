/** Characters taken for one another by the eye. */
const SEEN = '囯国 己已巳 未末 戊戌戍戎 日曰 土士 千干 天夭 入人 王玉 睛晴 暧暖 治冶 辰晨 杨扬 候侯 崇祟 宣宜 享亨 萧肖 傅付 阎闫 毫豪 籍藉 佳住 洪供 颖颍 瑞端 渊洲 兰三 卢户 贾价 淮准 凌凑 科料 微徽 春舂 沙纱 荣容 柱桩 岭岑 徒徙 祥详 斌赋 壁璧 辛幸 仓仑 昌晶 丰半 鸟乌 茶荼 竞竟 折拆 拔拨 浙淅 博搏 杰烋'

/** Characters of names taken for one another by the ear, as a keyboard offers them. */
const HEARD =
  '伟炜玮纬苇维卫 丽莉俐 军君钧均俊 芳方 红宏洪鸿虹弘 明铭鸣 华桦骅花 建健剑 平萍苹 志智治致 小晓筱 玉育宇裕煜昱 永勇咏泳 英瑛樱 娟涓 洁杰捷 静婧靖敬 晶京 文雯纹汶 涛滔韬 波博勃 飞菲斐霏 林琳霖麟临 新欣鑫馨昕辛 强蔷 辉晖徽 清青卿庆 兰岚澜 梅玫 云芸耘 龙隆 亚娅雅 燕艳雁彦焱 霞遐 光广 成诚城承程 生声胜升 海亥 东冬栋 峰锋丰枫 刚钢 磊蕾 斌彬宾滨 超朝 鹏朋 阳洋扬杨 健建 敏民 江姜疆 张章 王汪 徐许 吴武伍 余于俞喻 刘柳 程成陈 曹草 萧肖 江姜蒋 何贺 梁良 贾甲 严阎颜闫 常长 石时 黎李 莲连廉 凤风 珍真贞 秀绣 桂贵 元源园媛 思斯 家佳嘉加 伯柏 梓紫子 轩宣萱 浩皓昊 晨辰 佩培沛 利力立励 国果 正政 忠中钟 胜盛圣 义毅艺易逸 仁人 礼理 信幸 德得 祥翔 瑞睿蕊 富福 贵桂 春椿 秋丘 冰兵 雪学 月悦跃越 星兴 辰宸 栋东 金锦进 银寅 鑫欣 利丽 昌长 顺舜 发法 达大 晓小'

const groupsOf = (words: string): Map<string, Set<string>> => {
  const alike = new Map<string, Set<string>>()
  for (const group of words.split(' ')) for (const one of group) alike.set(one, new Set([...(alike.get(one) ?? []), ...Array.from(group)].filter((other) => other !== one)))
  return alike
}

const [seen, heard] = [groupsOf(SEEN), groupsOf(HEARD)]

/** How two characters are taken for one another; null where they are not. */
export const alikeness = (one: string, other: string): 'seen' | 'heard' | null => (seen.get(one)?.has(other) ? 'seen' : heard.get(one)?.has(other) ? 'heard' : null)

/** Every character one could be taken for. */
export const takenFor = (char: string): string[] => [...new Set([...(seen.get(char) ?? []), ...(heard.get(char) ?? [])])]
