import { Modal } from '@mantine/core'
import { createContext, use, useCallback, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { failed, type Outcome } from '../../src-shared/outcome'
import { bench } from '../bench'
import { SignInForm } from '../people/sign-in-form'
import { KeyForm } from './key-form'

type Need = 'create' | 'unlock' | 'signIn'
type Run = <T>(act: () => Promise<Outcome<T>>) => Promise<Outcome<T>>
type Asking = { need: Need; keychain: boolean; settle: (done: boolean) => void }

const NEEDS: Readonly<Record<string, Need>> = { 'key-absent': 'create', 'key-locked': 'unlock', 'not-signed-in': 'signIn' }

const KeyDialogContext = createContext<Run>(() => Promise.resolve(failed('unexpected', 'useKeyDialog is for what stands inside KeyDialogProvider.')))

/** Runs an act; where it needs a signing key or a session, asks the person for it and runs the act again. Cancelling answers with the first refusal. */
export const useKeyDialog = (): Run => use(KeyDialogContext)

/** Holds the one dialog that asks for a key, a passphrase or a sign-in. */
export const KeyDialogProvider = ({ children }: { children: ReactNode }) => {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<Asking | null>(null)

  const run = useCallback<Run>(async (act) => {
    const met = new Set<Need>()
    for (;;) {
      const outcome = await act()
      const need = outcome.ok ? undefined : NEEDS[outcome.code]
      // A need that was just met and is still claimed would ask for ever.
      if (!need || met.has(need)) return outcome
      met.add(need)
      const state = await bench.ask('app.state', null)
      const keychain = state.ok && state.value.keychain
      if (need === 'unlock' && keychain && (await bench.ask('key.unlock', { passphrase: null })).ok) continue
      const done = await new Promise<boolean>((settle) => setAsking({ need, keychain, settle }))
      setAsking(null)
      if (!done) return outcome
    }
  }, [])

  return (
    <KeyDialogContext value={run}>
      {children}
      <Modal
        opened={asking !== null}
        onClose={() => asking?.settle(false)}
        title={asking ? t(`key.${asking.need}.title`) : ''}
        closeButtonProps={{ 'aria-label': t('close') }}
        zIndex={400}
        size={440}
      >
        {asking?.need === 'signIn' && <SignInForm done={() => asking.settle(true)} />}
        {asking && asking.need !== 'signIn' && <KeyForm need={asking.need} keychain={asking.keychain} done={() => asking.settle(true)} cancel={() => asking.settle(false)} />}
      </Modal>
    </KeyDialogContext>
  )
}
