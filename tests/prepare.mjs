// Installs what the tests need and this machine lacks: the locked packages, and (as root on Debian) a browser, Chinese fonts, PostgreSQL,
// exiftool, the judges of what we make, WordPress and a compiler; Ghost beside the first checks, since that takes minutes. Plain Node 20, no packages: it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

/** The browser the journeys run in, or null. STET_BROWSER chooses another. */
export const findBrowser = () => [process.env['STET_BROWSER'], ...BROWSERS].find((path) => path && existsSync(path)) ?? null

const run = (command, args, env = {}) => spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } }).status === 0
const has = (command) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0

const missingPackages = () => {
  const wanted = []
  if (!findBrowser()) wanted.push('chromium')
  if (!existsSync('/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc')) wanted.push('fonts-noto-cjk')
  if (!existsSync('/usr/lib/postgresql')) wanted.push('postgresql')
  if (!has('exiftool')) wanted.push('libimage-exiftool-perl')
  if (!has('epubcheck')) wanted.push('epubcheck')
  // Runs the HTML checker, which npm brings, and epubcheck.
  if (!has('java')) wanted.push('default-jre-headless')
  // WordPress wants a web server and a PHP for it: the smallest there are, neither of which is started. Its database is the server alone, without a service.
  if (!existsSync('/usr/share/wordpress/wp-load.php')) wanted.push('wordpress', 'micro-httpd', 'php', 'php-fpm')
  if (!has('php')) wanted.push('php-cli', 'php-mysql', 'php-gd', 'php-mbstring', 'php-xml')
  if (!existsSync('/usr/sbin/mariadbd') || !has('mariadb-install-db')) wanted.push('mariadb-server-core', 'mariadb-client-core')
  // Judges of what a package holds: Word documents printed by LibreOffice, XML by libxml2.
  if (!has('soffice')) wanted.push('libreoffice-writer-nogui')
  // And workbooks read by it.
  if (!has('soffice') || !existsSync('/usr/lib/libreoffice/program/libsclo.so')) wanted.push('libreoffice-calc-nogui')
  if (!has('pdfinfo')) wanted.push('poppler-utils')
  if (!has('xmllint')) wanted.push('libxml2-utils')
  // Ghost's database is compiled here.
  if (!has('g++') || !has('make') || !has('python3')) wanted.push('g++', 'make', 'python3')
  return wanted
}

/** Installs with apt where that is possible; elsewhere says what to install by hand. */
export const prepareMachine = () => {
  const wanted = process.platform === 'linux' ? missingPackages() : []
  if (wanted.length === 0) return
  if (process.getuid?.() !== 0 || !has('apt-get')) {
    console.log(`Not installed here: ${wanted.join(', ')}. Tests that need them fail or are skipped by name.`)
    return
  }
  console.log(`Installing ${wanted.join(', ')}`)
  // A cluster of Debian's own would start a server; the tests start a throwaway one themselves.
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  run('sh', ['-c', 'mkdir -p /etc/postgresql-common && grep -qs create_main_cluster /etc/postgresql-common/createcluster.conf || echo "create_main_cluster = false" >> /etc/postgresql-common/createcluster.conf'])
  if (!run('apt-get', ['update', '-qq'], env) || !run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...wanted], env)) console.log('apt-get did not install everything; going on with what there is.')
}

/** Starts installing Ghost without waiting for it: its test does (tests/servers/ghost). What it says is in .cache/ghost.log. */
export const beginGhost = () => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return
  mkdirSync(join(root, '.cache'), { recursive: true })
  const log = openSync(join(root, '.cache/ghost.log'), 'w')
  // Behind the checks that somebody waits for.
  spawn('nice', [process.execPath, join(root, 'tests/servers/ghost/install.mjs')], { cwd: root, stdio: ['ignore', log, log], detached: true }).unref()
}
