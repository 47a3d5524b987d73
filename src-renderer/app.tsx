import { MantineProvider, useMantineColorScheme } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications, notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { I18nextProvider } from 'react-i18next'

import type { AppState } from '../src-shared/bridge/contract'
import { SignInScreen } from './people/sign-in-screen'
import { SealScreen } from './seal/seal-screen'
import { makeQueryClient, useAsk } from './ui/ask'
import { AppStateContext } from './ui/app-state'
import { Frame } from './ui/frame'
import { HostAway } from './ui/host-away'
import { i18n, speak } from './ui/i18n'
import { KeyDialogProvider } from './ui/key-dialog'
import { paperVariables, theme } from './ui/theme'

const useHouse = (state: AppState | undefined): void => {
  const { setColorScheme } = useMantineColorScheme()
  useEffect(() => {
    if (!state) return
    speak(state.language)
    setColorScheme(state.theme === 'system' ? 'auto' : state.theme)
  }, [state, setColorScheme])
}

/** What was said to one person is not left on the screen for the next. */
const useOwnNotices = (person: string): void => {
  useEffect(() => () => notifications.clean(), [person])
}

const Door = () => {
  // A host that went away is asked again by itself; its answers otherwise change only when it says so.
  const [away, setAway] = useState(false)
  const state = useAsk('app.state', null, { refetchInterval: away ? 3000 : false })
  useHouse(state.data)
  useOwnNotices(state.data?.person?.id ?? '')
  if (away !== state.isError) setAway(state.isError)
  if (state.isError && !state.data) return <HostAway error={state.error} retry={() => void state.refetch()} />
  if (!state.data) return null
  const { person } = state.data
  if (!person) return <SignInScreen state={state.data} />
  if (state.data.library !== 'open') return <SealScreen key={person.id} state={{ ...state.data, person }} />
  return (
    <AppStateContext value={{ ...state.data, person }}>
      <Frame key={person.id} />
    </AppStateContext>
  )
}

/** The window: look, words, answers, dialogs, and behind the door the frame. `nonce` marks the styles the content policy lets in. */
export const App = ({ nonce }: { nonce: string }) => {
  const [client] = useState(makeQueryClient)
  return (
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={client}>
        <MantineProvider theme={theme} cssVariablesResolver={paperVariables} defaultColorScheme="auto" getStyleNonce={() => nonce}>
          <ModalsProvider>
            <KeyDialogProvider>
              <Door />
            </KeyDialogProvider>
          </ModalsProvider>
          <Notifications position="bottom-right" limit={4} />
        </MantineProvider>
      </QueryClientProvider>
    </I18nextProvider>
  )
}
