import { spawn, type ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'

const root = join(import.meta.dirname, '../../..')

/** What a killed program said before: every whole line. `at` is how long it lived after its first, in milliseconds. */
export type Killed = { said: string[]; at: number }

/** Programs that are made to be killed, bundled from their TypeScript. */
export type Programs = {
  path: (name: string) => string
  /** Starts one, waits for its first line (`first` hears it, and the time begins when it is done), kills it so many milliseconds later, and answers what it had said. Fails where it ended by itself before. */
  kill: (name: string, args: readonly string[], after: number, first?: (line: string) => Promise<void>) => Promise<Killed>
  close: () => Promise<void>
}

/** Bundles the programs, each named by its file. */
export const buildPrograms = async (files: readonly string[]): Promise<Programs> => {
  // Beside the packages, so that what is not bundled is found.
  await mkdir(join(root, 'node_modules/.cache'), { recursive: true })
  const built = await mkdtemp(join(root, 'node_modules/.cache/stet-kills-'))
  const nameOf = (file: string): string => file.replace(/^.*\//, '').replace(/\.ts$/, '')
  const input = Object.fromEntries(files.map((file) => [nameOf(file), join(root, 'tests', file)]))
  await build({ root, configFile: false, logLevel: 'silent', build: { ssr: true, outDir: built, target: 'node24', rolldownOptions: { input, output: { entryFileNames: '[name].mjs' } } } })
  const running = new Set<ChildProcess>()
  const path = (name: string): string => join(built, `${name}.mjs`)
  const kill = (name: string, args: readonly string[], after: number, first?: (line: string) => Promise<void>): Promise<Killed> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [path(name), ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
      running.add(child)
      let [said, trouble, began] = ['', '', 0]
      let timer: NodeJS.Timeout | undefined
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        if (timer || !said.includes('\n')) return
        timer = setTimeout(() => undefined, 0)
        void (first?.(said.split('\n', 1)[0] ?? '') ?? Promise.resolve()).finally(() => {
          began = performance.now()
          timer = setTimeout(() => child.kill('SIGKILL'), after)
        })
      })
      child.stderr.on('data', (chunk: Buffer) => (trouble += chunk.toString()))
      child.on('error', reject)
      child.on('close', (code, signal) => {
        clearTimeout(timer)
        running.delete(child)
        // The last line counts only if it was said to its end.
        if (signal === 'SIGKILL') resolve({ said: said.split('\n').slice(0, -1), at: performance.now() - began })
        else reject(new Error(`${name} ended by itself with ${String(code)}: ${trouble}`))
      })
    })
  const close = async (): Promise<void> => {
    await Promise.all([...running].map((child) => {
      child.kill('SIGKILL')
      return new Promise((resolve) => child.once('close', resolve))
    }))
    await rm(built, { recursive: true, force: true })
  }
  return { path, kill, close }
}
