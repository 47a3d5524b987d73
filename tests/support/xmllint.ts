import { spawnSync } from 'node:child_process'

/** What xmllint says against a document by a RELAX NG or XML schema file; empty where it is valid. */
export const xmllint = (kind: 'relaxng' | 'schema', schema: string, document: string | Uint8Array): string => {
  const { status, stderr, error } = spawnSync('xmllint', ['--noout', '--nonet', `--${kind}`, schema, '-'], { input: document, encoding: 'utf8' })
  if (error) throw error
  return status === 0 ? '' : stderr || `xmllint ended with ${String(status)}`
}
