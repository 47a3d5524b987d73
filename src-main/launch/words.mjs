/** True where the person's terminal or system speaks Chinese. */
export const speaksChinese = (env, locale = Intl.DateTimeFormat().resolvedOptions().locale) => {
  const asked = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  return /^zh/i.test(asked) || (asked === '' && /^zh/i.test(locale))
}

const chinese = speaksChinese(process.env)

/** One sentence in the person's language; both stand at the place they are needed, since nothing is installed yet. */
export const say = (zh, en) => (chinese ? zh : en)

/** Tells the person something on standard error, so that standard output stays what a command answers. */
export const tell = (zh, en) => {
  process.stderr.write(`${say(zh, en)}\n`)
}
