import type { Failure } from '../../../src-shared/outcome'
import { connectorFault } from '../../../src-shared/publication/connector-faults'
import { htmlText } from '../html-lines'
import type { Refuse } from '../http'
import { refusalSchema } from './schemas'

/** What an account may not do, by the code WordPress refuses it with; other permissions are named by the code itself. */
const MAY_NOT: Record<string, string> = {
  rest_cannot_publish: 'publish_posts',
  rest_cannot_edit: 'edit_posts',
  rest_cannot_edit_others: 'edit_others_posts',
  rest_cannot_delete: 'delete_posts',
  rest_cannot_assign_term: 'assign_terms',
  rest_forbidden_context: 'edit_posts',
}

/** What plugins and settings say that turn the API, or this way of signing in, off. */
const OFF = /^(?:rest_(?:disabled|api_disabled|cannot_access|login_required)|rest_no_route|application_passwords_disabled)/

const permissionOf = (code: string, path: string): string => MAY_NOT[code] ?? (code === 'rest_cannot_create' ? (path.includes('media') ? 'upload_files' : path.includes('categories') ? 'manage_categories' : 'edit_posts') : code)

/**
 * An upload that is too large is told in several ways: over the server's limit (413), over PHP's for a file (its setting's name stands in the message in every language),
 * over a network's own, and over PHP's for a request, which PHP then hands on empty.
 */
const isTooLarge = (code: string, said: string): boolean =>
  code === 'rest_upload_no_content_disposition' || code === 'rest_upload_no_data' || code === 'rest_upload_file_too_big' || (code === 'rest_upload_unknown_error' && /upload_max_filesize|MAX_FILE_SIZE/.test(said))

/** Why a parameter is not taken, where that is a permission: who is not signed in may not ask for drafts. */
const statusOfField = (details: Record<string, { data?: { status?: number | undefined } | null | undefined }> | undefined): number | null => Object.values(details ?? {}).flatMap(({ data }) => data?.status ?? [])[0] ?? null

/** WordPress's refusals in the words of every connector. `address` is the site's. What is not JSON is left to the common ones. */
export const refusals = (address: string): Refuse => (told, body, { path, method }): Failure | null => {
  const refusal = refusalSchema.safeParse(body)
  // A page that says 404: permanent links may be off, which api.ts then tries.
  if (!refusal.success) return told === 404 ? connectorFault('destination-lacks', `${address} has no REST API here.`, { address, status: told, page: true }) : null
  const { code, data } = refusal.data
  const status = statusOfField(data?.details) ?? told
  const said = htmlText(refusal.data.message)
  const [field = '', why = ''] = Object.entries(data?.params ?? {})[0] ?? []
  const reason = field === '' ? said : `${said} (${field}: ${why})`
  const message = `${address} says ${code}: ${reason}`
  if (OFF.test(code)) return connectorFault('destination-lacks', message, { address, status, reason })
  if (method === 'POST' && path.includes('media') && isTooLarge(code, said)) return connectorFault('destination-too-large', message, { address, status, reason })
  if (status === 401) return connectorFault('destination-credentials', message, { address, status, reason })
  if (status === 403) return connectorFault('destination-permission', message, { address, status, reason, what: permissionOf(code, path) })
  // A file WordPress will not have is refused as a failure of its own, and stays refused.
  if (code === 'rest_upload_unknown_error' || code === 'rest_upload_sideload_error') return connectorFault('destination-refused', message, { address, status, reason, said: code })
  if (status === 408 || status === 413 || status === 429 || status >= 500) return null
  return connectorFault('destination-refused', message, { address, status, reason, said: code, ...(data?.term_id === undefined ? {} : { term: data.term_id }) })
}
