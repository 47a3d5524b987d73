import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/** The exit code a shell would give: the child's own, or 128 + the signal that ended it. */
export const exitCode = (code, signal) => code ?? 128 + (constants.signals[signal] ?? 0)

/**
 * Runs a program to its end with this terminal as its own; answers {code, signal, error}. Ctrl-C reaches the child by itself (same terminal),
 * so here it is only outlived; a polite TERM or HUP is passed on.
 */
export const runToEnd = (command, args, options = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options })
    const outlive = () => undefined
    const passOn = (signal) => child.kill(signal)
    process.on('SIGINT', outlive)
    process.on('SIGTERM', passOn)
    process.on('SIGHUP', passOn)
    const end = (result) => {
      process.off('SIGINT', outlive)
      process.off('SIGTERM', passOn)
      process.off('SIGHUP', passOn)
      resolve(result)
    }
    child.once('error', (error) => end({ code: 127, signal: null, error }))
    child.once('close', (code, signal) => end({ code: exitCode(code, signal), signal, error: null }))
  })

/** Runs a program quietly; answers {code, output} with both its streams in the order they came. */
export const runQuietly = (command, args, options = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (text) => (output += text))
    child.stderr.on('data', (text) => (output += text))
    child.once('error', (error) => resolve({ code: 127, output: `${output}${error.message}` }))
    child.once('close', (code, signal) => resolve({ code: exitCode(code, signal), output }))
  })
