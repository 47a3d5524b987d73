/**
 * Decides which shell opens. `here` is {electron: findElectron(...), platform, env, root (the superuser), args}. Answers
 * {shell: 'electron' | 'browser', why, args}, `args` without the flags spent here. Electron's sandbox is never switched off to make it run.
 */
export const chooseShell = ({ electron, platform, env, root, args }) => {
  const rest = args.filter((arg) => arg !== '--browser')
  const browser = (why) => ({ shell: 'browser', why, args: rest })
  if (args.includes('--browser') || args.includes('--no-open') || args.some((arg) => /^--port\b/.test(arg))) return browser('asked')
  if (!electron.path) return browser(electron.reason)
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return browser('no-display')
  if (platform === 'linux' && root) return browser('superuser')
  return { shell: 'electron', why: 'found', args: rest }
}

const WHY = {
  asked: ['按您的要求在浏览器里打开；要用独立窗口：npm start', 'opens in your browser, as asked; for its own window: npm start'],
  'not-installed': ['在浏览器里打开；要用独立窗口：先运行 npm ci，再运行 npx install-electron，然后 npm start', 'opens in your browser; for its own window: npm ci, npx install-electron, then npm start'],
  'no-binary': ['在浏览器里打开（这台机器上没有 Electron 程序）；要用独立窗口：npx install-electron，然后 npm start', 'opens in your browser (the Electron program is not on this machine); for its own window: npx install-electron, then npm start'],
  'other-version': ['在浏览器里打开（Electron 程序的版本不符）；要用独立窗口：npx install-electron，然后 npm start', 'opens in your browser (the Electron program is of another version); for its own window: npx install-electron, then npm start'],
  'no-display': ['在浏览器里打开（这里没有显示屏）；要用独立窗口：在桌面会话里运行 npm start', 'opens in a browser (there is no display here); for its own window: run npm start in a desktop session'],
  superuser: ['在浏览器里打开（超级用户运行 Electron 必须关闭沙箱，定稿不这样做）；要用独立窗口：换普通用户运行 npm start', 'opens in a browser (as the superuser Electron would need its sandbox off, which Stet does not do); for its own window: run npm start as an ordinary user'],
  failed: ['改在浏览器里打开（Electron 没能启动，原因见上）；要用独立窗口：解决上面的问题后再运行 npm start', 'opens in your browser instead (Electron did not start, see above); for its own window: mend that and run npm start again'],
  found: ['在独立窗口里打开；要用浏览器：npm start -- --browser', 'opens in its own window; for your browser instead: npm start -- --browser'],
}

/** The one line that says which shell opens and how to get the other, as [Chinese, English]. */
export const shellLine = (why) => {
  const [zh, en] = WHY[why] ?? WHY.asked
  return [`定稿${zh}`, `Stet ${en}`]
}
