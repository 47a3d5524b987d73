import { existsSync } from 'node:fs'
import { join } from 'node:path'

const SCHEMAS = { ninjs: 'ninjs-schema_3.1.json', nitf: 'nitf-3-6.xsd', newsml: 'NewsML-G2_2.35-spec-All-Power.xsd' } as const

/**
 * The path of one of IPTC's own schemas, in the folder STET_IPTC_SCHEMAS names (what they include beside them), or null. They are not kept here and no package
 * brings them, so nothing can require them, CI neither: without the folder their tests are skipped by name.
 */
export const iptcSchema = (name: keyof typeof SCHEMAS): string | null => {
  const folder = process.env['STET_IPTC_SCHEMAS'] ?? ''
  const path = join(folder, SCHEMAS[name])
  if (folder !== '' && !existsSync(path)) throw new Error(`STET_IPTC_SCHEMAS names a folder without ${SCHEMAS[name]}.`)
  return folder === '' ? null : path
}

/** What a test by IPTC's own schema is called where nobody has it. */
export const schemaLacks = (name: keyof typeof SCHEMAS): string => `IPTC's own ${SCHEMAS[name]} is not here (STET_IPTC_SCHEMAS), so nothing was judged by it`
