import { join } from 'node:path'

import { ok } from '../../src-shared/outcome'
import { makeFolder, writeDurable } from '../durable/write'
import { csvOf } from '../statistics/csv'
import { fileNameOf, sheetsOf } from '../statistics/sheets'
import { xlsxOf } from '../statistics/xlsx'
import { askingOf } from './asking'
import type { Parts } from './parts'
import type { Handlers } from './serve'

/** The desk's statistics, and the same as a file beside the packages. */
export const statisticsHandlers = (parts: Parts): Pick<Handlers, 'statistics.read' | 'statistics.export'> => {
  const { asked } = askingOf(parts)
  return {
    'statistics.read': (query) => asked(parts.client().call('statistics', { query })),
    'statistics.export': async ({ range, group, format }) => {
      const statistics = await asked(parts.client().call('statistics', { query: range }))
      if (!statistics.ok) return statistics
      const { language } = parts.settings.read()
      const { shown, details, about } = sheetsOf(statistics.value, group, language)
      const bytes = format === 'csv' ? csvOf(shown) : await xlsxOf([shown, details, about])
      const name = `${fileNameOf(statistics.value, group, language)}.${format}`
      const path = join(parts.folders.packages, name)
      await makeFolder(parts.folders.packages)
      await writeDurable(path, bytes)
      return ok({ path, name, bytes: bytes.length })
    },
  }
}
