import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** A running command of the built app: what it printed, and how to end it. */
export type AppProcess = { child: ChildProcess; output: () => string; stop: (signal?: NodeJS.Signals) => Promise<number | null> }

/** Starts `stet <args>` from the built code and waits until `ready` matches its output; rejects with the output if it ends first. */
export const startApp = async (args: readonly string[], ready: RegExp, env: Record<string, string> = {}): Promise<{ app: AppProcess; match: RegExpExecArray }> => {
  const child = spawn(process.execPath, [join(root, 'out/main/cli.js'), ...args], { cwd: root, env: { ...process.env, LANG: 'zh_CN.UTF-8', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const match = await new Promise<RegExpExecArray>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      output += chunk.toString()
      const found = ready.exec(output)
      if (found) resolve(found)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    void ended.then((code) => reject(new Error(`stet ${args.join(' ')} ended with ${String(code)}:\n${output}`)))
  })
  const stop = (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    return ended
  }
  return { app: { child, output: () => output, stop }, match }
}
