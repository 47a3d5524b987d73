import { Stack } from '@mantine/core'

import { FaultNote } from './fault-note'
import { Wordmark } from './wordmark'

/** The whole window when its host does not answer; asks again by itself and on demand. */
export const HostAway = ({ error, retry }: { error: unknown; retry: () => void }) => (
  <main style={{ display: 'grid', placeItems: 'center', height: '100%', padding: 24 }}>
    <Stack gap="lg" maw={440}>
      <Wordmark />
      <FaultNote fault={error} retry={retry} />
    </Stack>
  </main>
)
