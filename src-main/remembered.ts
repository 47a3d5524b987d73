import type { Keychain } from './shell/host'
import type { SettingsFile } from './settings/settings'
import type { CredentialStore, ProofStore } from './workstation/enrol'
import type { SessionStore } from './workstation/session'

/** What this machine remembers of its people from run to run, in its settings: their proofs and credentials at each desk, and the session where the keychain can encrypt it. */
export const rememberedIn = (settings: SettingsFile, keychain: Keychain | null): { proofs: ProofStore; credentials: CredentialStore; session: SessionStore } => ({
  proofs: {
    read: (name) => settings.read().proofs[name],
    keep: async (name, proof) => {
      await settings.change({ proofs: { ...settings.read().proofs, [name]: proof } })
    },
  },
  credentials: {
    read: (name) => settings.read().credentials[name],
    keep: async (name, credential) => {
      await settings.change({ credentials: { ...settings.read().credentials, [name]: credential } })
    },
  },
  session: {
    person: () => settings.read().person,
    token: () => {
      const sealed = settings.read().sealedToken
      if (sealed === null || !keychain) return null
      try {
        return keychain.decrypt(Buffer.from(sealed, 'base64'))
      } catch {
        return null // Another user or machine sealed it; the person signs in again.
      }
    },
    remember: async (person, token) => {
      const sealedToken = token !== null && keychain ? Buffer.from(keychain.encrypt(token)).toString('base64') : null
      await settings.change({ person, sealedToken })
    },
  },
})
