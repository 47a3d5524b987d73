import { spawnSync } from 'node:child_process'

/** How the C library here writes file names, by `locale charmap`; '' where nothing says so. */
export const charmap = () => spawnSync('locale', ['charmap'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).stdout?.trim() ?? ''

/**
 * An environment in which Chromium reads every file name. Under a locale that is not UTF-8, or that the machine has not installed, it drops each
 * chosen file whose name is not ASCII, without a word: the window hears that the person cancelled. The language asked for stays.
 */
export const readingNames = (env, map) => {
  if (map === '' || /^utf-?8$/i.test(map)) return { ...env }
  const language = env.LANGUAGE || env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  return { ...env, LC_ALL: 'C.UTF-8', ...(/^(C|POSIX)?$/.test(language) ? {} : { LANGUAGE: language }) }
}
