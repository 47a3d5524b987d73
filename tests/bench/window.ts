import { chromium, type Browser, type Page } from '@playwright/test'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { spawn } from 'node:child_process'

import { openBridge, type BridgeClient } from '../../src-main/cli/demo/bridge-client'

const FLAGS = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic', '--disable-gpu']

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: process.env['STET_BROWSER'] ?? '/usr/bin/chromium', args: FLAGS })

/** The built app serving a window on a fresh home; `address` may be used once. Who starts it removes its home. */
export const startWindow = async (home?: string): Promise<{ address: string; home: string; pid: number; stop: () => Promise<void> }> => {
  const folder = home ?? (await mkdtemp(join(tmpdir(), 'stet-bench-')))
  const child = spawn(process.execPath, [resolve('out/main/cli.js'), 'window', '--no-open', '--home', folder], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, LANG: 'zh_CN.UTF-8' } })
  const address = await new Promise<string>((done, fail) => {
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const found = /(http:\/\/127\.0\.0\.1:\d+\/\S+)/.exec(output)
      if (found?.[1]) done(found[1])
    })
    child.once('exit', () => fail(new Error(output)))
  })
  const stop = async (): Promise<void> => {
    const ended = new Promise((done) => child.once('exit', done))
    child.kill('SIGTERM')
    await ended
  }
  return { address, home: folder, pid: child.pid ?? 0, stop }
}

/** Signs in as the sample's reporter through the bridge and answers it. */
export const signIn = async (address: string, role = 'reporter'): Promise<BridgeClient> => {
  const bridge = await openBridge(address)
  const { sample } = await bridge.ask('app.state', null)
  const person = sample.find((candidate) => candidate.role === role)
  if (!person) throw new Error('No sample person.')
  await bridge.ask('app.signIn', { login: person.login, password: person.password })
  return bridge
}

/**
 * Types into the focused editable, one key at a time through the browser's own input. Answers two times a key, in milliseconds
 * from keydown: `work`, when the main thread is free again, and `frame`, when the frame that shows the key was painted.
 */
export const typeAndTime = async (page: Page, selector: string, keys: number): Promise<{ work: number[]; frame: number[] }> => {
  await page.evaluate((place) => {
    const samples: { work: number[]; frame: number[] } = { work: [], frame: [] }
    const target = document.querySelector(place)
    if (!target) throw new Error('No editor.')
    Object.assign(window, { benchSamples: samples })
    const after = (run: () => void): void => {
      const channel = new MessageChannel()
      channel.port1.onmessage = run
      channel.port2.postMessage(null)
    }
    target.addEventListener(
      'keydown',
      () => {
        const began = performance.now()
        after(() => void samples.work.push(performance.now() - began))
        // After the frame's style, layout and paint were done.
        requestAnimationFrame(() => after(() => void samples.frame.push(performance.now() - began)))
      },
      true,
    )
  }, selector)
  for (let key = 0; key < keys; key += 1) {
    await page.keyboard.press('a')
    await page.waitForTimeout(30)
  }
  return page.evaluate(() => (window as unknown as { benchSamples: { work: number[]; frame: number[] } }).benchSamples)
}
