import { readFile } from 'node:fs/promises'
import type { BrowserWindow, Rectangle } from 'electron'
import { z } from 'zod'

import { writeDurable } from '../../durable/write'
import type { Log } from '../host'

/** The window's size when nobody has chosen another, and the smallest it works at, in device-independent pixels. */
export const WINDOW_SIZE = { width: 1280, height: 800, minWidth: 960, minHeight: 640 } as const

const stateSchema = z.object({ x: z.int(), y: z.int(), width: z.int().min(200).max(20_000), height: z.int().min(200).max(20_000), maximised: z.boolean() })

/** Where a window opens. Without x and y the system places it. */
export type WindowState = { x?: number; y?: number; width: number; height: number; maximised: boolean }

const overlap = (start: number, length: number, otherStart: number, otherLength: number): number =>
  Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart)

/** True when enough of the title bar can be reached on some display to move the window by. */
const reachable = (bounds: Rectangle, areas: readonly Rectangle[]): boolean =>
  areas.some((area) => overlap(bounds.x, bounds.width, area.x, area.width) >= 120 && overlap(bounds.y, 40, area.y, area.height) >= 20)

/** Reads the kept state; a missing or strange file, or one from displays that are gone, gives a size that fits and no place. `areas` are the displays' work areas, the main one first. */
export const readWindowState = async (file: string, areas: readonly Rectangle[]): Promise<WindowState> => {
  const main = areas[0] ?? { x: 0, y: 0, width: WINDOW_SIZE.width, height: WINDOW_SIZE.height }
  const fitted = (width: number, height: number, maximised: boolean): WindowState => ({ width: Math.min(width, main.width), height: Math.min(height, main.height), maximised })
  try {
    const { maximised, ...bounds } = stateSchema.parse(JSON.parse(await readFile(file, 'utf8')))
    return reachable(bounds, areas) ? { ...bounds, maximised } : fitted(bounds.width, bounds.height, maximised)
  } catch {
    return fitted(WINDOW_SIZE.width, WINDOW_SIZE.height, false)
  }
}

/** Writes the state half a second after the window settles, and when it closes. `flush` waits for the last write; failing to keep a size is logged, not shown. */
export const keepWindowState = (window: BrowserWindow, file: string, log: Log, settle = 500): { flush: () => Promise<void> } => {
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()
  const write = (): void => {
    clearTimeout(timer)
    timer = undefined
    const state = { ...window.getNormalBounds(), maximised: window.isMaximized() }
    writing = writing
      .then(() => writeDurable(file, JSON.stringify(state)))
      .catch((error: unknown) => log.warn('The window size was not kept', { reason: error instanceof Error ? error.message : String(error) }))
  }
  const soon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(write, settle)
  }
  window.on('resize', soon)
  window.on('move', soon)
  window.on('maximize', soon)
  window.on('unmaximize', soon)
  window.on('close', write)
  return {
    flush: async () => {
      if (timer !== undefined && !window.isDestroyed()) write()
      clearTimeout(timer)
      await writing
    },
  }
}
