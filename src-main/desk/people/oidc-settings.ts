import type { Role } from '../../../src-shared/review/people'

/** How the desk asks an OpenID Connect provider who somebody is. */
export type OidcSettings = {
  issuer: string
  clientId: string
  clientSecret: string | null
  /** What the button calls the provider. */
  name: string
  /** The claim that is a person's login here. */
  claim: string
  /** The role of those who were never invited; null admits only people the desk knows. */
  admit: Exclude<Role, 'admin'> | null
  /** Where the desk stands for browsers, without a path. */
  url: string
}
