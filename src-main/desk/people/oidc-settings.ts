import { readFile } from 'node:fs/promises'
import { z } from 'zod'

import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import { roleSchema } from '../../../src-shared/review/people'

const settingsSchema = z.object({
  issuer: z.url({ protocol: /^https?$/ }),
  clientId: z.string().min(1).max(300),
  clientSecret: z.string().min(1).max(1000).nullable(),
  /** What the button calls the provider. */
  name: z.string().min(1).max(60),
  /** The claim that is a person's login here. */
  claim: z.string().min(1).max(60),
  /** The role of those who were never invited; null admits only people the desk knows. */
  admit: roleSchema.exclude(['admin']).nullable(),
  /** Where the desk stands for browsers, without a path. */
  url: z.url({ protocol: /^https?$/ }),
})

/** How the desk asks an OpenID Connect provider who somebody is. */
export type OidcSettings = z.infer<typeof settingsSchema>

const NAMES: Readonly<Record<string, string>> = { issuer: 'STET_OIDC_ISSUER', clientId: 'STET_OIDC_CLIENT_ID', clientSecret: 'STET_OIDC_CLIENT_SECRET', name: 'STET_OIDC_NAME', claim: 'STET_OIDC_CLAIM', admit: 'STET_OIDC_ADMIT', url: 'STET_URL' }

/** Reads the provider from the environment: null where there is none. Refuses `oidc-invalid` {name}: the first variable that is missing or wrong. */
export const readOidcSettings = async (env: NodeJS.ProcessEnv): Promise<Outcome<OidcSettings | null>> => {
  const given = (name: string): string | undefined => (env[name] === undefined || env[name] === '' ? undefined : env[name])
  const issuer = given('STET_OIDC_ISSUER')
  if (issuer === undefined) return ok(null)
  const file = given('STET_OIDC_CLIENT_SECRET_FILE')
  let clientSecret = given('STET_OIDC_CLIENT_SECRET') ?? null
  if (file !== undefined) {
    const read = await readFile(file, 'utf8').catch(() => null)
    if (read === null || read.trim() === '') return failed('oidc-invalid', 'STET_OIDC_CLIENT_SECRET_FILE cannot be read.', { name: 'STET_OIDC_CLIENT_SECRET_FILE' })
    clientSecret = read.trim()
  }
  const parsed = settingsSchema.safeParse({
    issuer,
    clientId: given('STET_OIDC_CLIENT_ID'),
    clientSecret,
    name: given('STET_OIDC_NAME') ?? new URL(URL.canParse(issuer) ? issuer : 'http://provider.invalid').hostname,
    claim: given('STET_OIDC_CLAIM') ?? 'preferred_username',
    admit: given('STET_OIDC_ADMIT') ?? null,
    url: given('STET_URL'),
  })
  if (parsed.success) return ok(parsed.data)
  const name = NAMES[String(parsed.error.issues[0]?.path[0])] ?? 'STET_OIDC_ISSUER'
  return failed('oidc-invalid', `${name} is missing or not valid.`, { name })
}
