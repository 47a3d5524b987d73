import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'

const run = promisify(execFile)
const WORDPRESS = '/usr/share/wordpress'
const NEEDED = [`${WORDPRESS}/wp-load.php`, '/usr/bin/php', '/usr/sbin/mariadbd', '/usr/bin/mariadb-install-db']
const PLUGIN = join(import.meta.dirname, '../../../resources/wordpress/stet-meta.php')

/** What of WordPress, PHP and MariaDB is not installed here; empty where all is. */
export const lackingForWordPress = (): string[] => NEEDED.filter((file) => !existsSync(file))

const personSchema = z.object({ id: z.number(), account: z.string(), secret: z.string() })
const madeSchema = z.object({ version: z.string(), people: z.object({ keeper: personSchema, editor: personSchema, author: personSchema, contributor: personSchema }) })

/** A throwaway WordPress: its address, its people with an application password each, its must-use plugin to put in and out, and PHP run inside it. */
export type WordPress = z.infer<typeof madeSchema> & { url: string; plugin: (there: boolean) => Promise<void>; inside: (php: string) => Promise<void>; close: () => Promise<void> }

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

const until = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await holds().catch(() => false)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${what} did not start`)
}

const end = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.pid === undefined) {
      resolve()
      return
    }
    child.once('exit', () => resolve())
    // PHP's server forks its workers: all of the group it leads.
    process.kill(-child.pid, 'SIGTERM')
  })

const config = (url: string, socket: string): string => `<?php
define('DB_NAME', 'stet'); define('DB_USER', 'root'); define('DB_PASSWORD', ''); define('DB_HOST', 'localhost:${socket}');
define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
foreach (['AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT'] as $key) define($key, "test $key");
define('WP_HOME', '${url}'); define('WP_SITEURL', '${url}');
define('WP_ENVIRONMENT_TYPE', 'local'); // application passwords without TLS
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true); define('DISALLOW_FILE_MODS', true);
define('WP_DEBUG', false);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
`

const files = async (site: string, url: string, socket: string): Promise<void> => {
  const content = join(site, 'wp-content')
  await mkdir(join(content, 'mu-plugins'), { recursive: true })
  await mkdir(join(content, 'uploads'))
  const pages = (await readdir(WORDPRESS)).filter((name) => name.endsWith('.php') && name !== 'wp-config.php')
  await Promise.all(pages.map((name) => copyFile(join(WORDPRESS, name), join(site, name))))
  // The largest part is read only, so it is not copied.
  await symlink(join(WORDPRESS, 'wp-includes'), join(site, 'wp-includes'))
  await cp(join(WORDPRESS, 'wp-admin'), join(site, 'wp-admin'), { recursive: true, dereference: true })
  await cp(join(import.meta.dirname, 'theme'), join(content, 'themes/stet-test'), { recursive: true })
  await writeFile(join(site, 'wp-config.php'), config(url, socket))
}

/** Starts MariaDB, makes a site, and serves it on a free port of 127.0.0.1; `close` ends both and removes the folder. About four seconds. */
export const startWordPress = async ({ upload = '8M' }: { upload?: string } = {}): Promise<WordPress> => {
  const folder = await mkdtemp(join(tmpdir(), 'stet-wordpress-'))
  const [site, data, socket] = [join(folder, 'site'), join(folder, 'data'), join(folder, 'db.sock')]
  const url = `http://127.0.0.1:${await freePort()}`
  const children: ChildProcess[] = []
  const start = (command: string, args: string[], env: NodeJS.ProcessEnv = {}): void => {
    children.push(spawn(command, args, { cwd: folder, detached: true, stdio: 'ignore', env: { ...process.env, ...env } }))
  }
  const close = async (): Promise<void> => {
    await Promise.all(children.map(end))
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const { stdout: user } = await run('id', ['-un'])
    const owner = `--user=${user.trim()}`
    await Promise.all([files(site, url, socket), run('mariadb-install-db', ['--no-defaults', owner, `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'])])
    start('/usr/sbin/mariadbd', ['--no-defaults', owner, `--datadir=${data}`, `--socket=${socket}`, '--skip-networking', '--skip-log-bin', '--performance-schema=0', '--innodb-buffer-pool-size=64M', '--innodb-flush-log-at-trx-commit=0', '--character-set-server=utf8mb4'])
    await until('MariaDB', () => run('php', ['-r', `exit(@mysqli_connect(null, "root", "", "", 0, "${socket}") ? 0 : 1);`]).then(() => true))
    const { stdout } = await run('php', [join(import.meta.dirname, 'provision.php'), site, url, socket])
    const made = madeSchema.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''))
    const php = ['-d', `upload_max_filesize=${upload}`, '-d', 'post_max_size=16M', '-d', 'memory_limit=256M', '-d', 'display_errors=0']
    start('php', [...php, '-S', new URL(url).host, '-t', site, join(import.meta.dirname, 'router.php')], { PHP_CLI_SERVER_WORKERS: '3' })
    await until('WordPress', async () => (await fetch(`${url}/wp-json/`)).ok)
    const placed = join(site, 'wp-content/mu-plugins/stet-meta.php')
    const inside = async (code: string): Promise<void> => {
      await run('php', ['-r', `$_SERVER += ['HTTP_HOST' => 'localhost', 'REQUEST_URI' => '/']; require '${site}/wp-load.php'; ${code}`])
    }
    return { ...made, url, inside, plugin: (there) => (there ? copyFile(PLUGIN, placed) : rm(placed, { force: true })), close }
  } catch (error) {
    await close()
    throw error
  }
}
