import { Button, Checkbox, Group, Modal, Radio, Stack, Text } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { Piece, Publication } from '../../src-shared/desk-api/pieces'
import type { When } from '../../src-shared/desk-api/publishing-routes'
import { bench } from '../bench'
import { Pill } from '../ui/pill'
import { asInput } from '../writing/moment'
import { futureMoment, HourField } from './hour-dialog'
import { OfferedFault } from './offered-fault'
import { lackingOf, type Place } from './place'
import css from './published.module.css'
import { standingOf } from './standing'
import { standingTone, standingWord, whyWords } from './standing-words'
import { useAsking } from './use-asking'

/** What became of it at each destination. */
const Results = ({ piece, places, results }: { piece: Piece; places: readonly Place[]; results: readonly Publication[] }) => {
  const { t } = useTranslation('published')
  return (
    <div role="status">
      <ul className={css.results} aria-label={t('many.results')}>
        {places.flatMap((place) => results.filter(({ destination }) => destination === place.id).map((result) => {
          const standing = standingOf(piece, result)
          return (
            <li key={place.id}>
              <span>{place.name}</span>
              <Pill tone={standingTone(standing)}>{standingWord(t, standing, result)}</Pill>
              <span>{whyWords(t, result, place)}</span>
            </li>
          )
        }))}
      </ul>
    </div>
  )
}

/** Publishes a piece to several destinations at once, and says what became of each. */
export const PublishManyDialog = ({ piece, places, close }: { piece: Piece; places: readonly Place[]; close: () => void }) => {
  const { t } = useTranslation(['published', 'common'])
  const { busy, fault, ask } = useAsking()
  // What was lacking when the dialog opened; rows come and go beneath it.
  const [offered] = useState(() => lackingOf(piece, places))
  const [chosen, setChosen] = useState<readonly string[]>(() => offered.filter(({ id }) => !piece.publications.some(({ destination, state }) => destination === id && state === 'takenDown')).map(({ id }) => id))
  const [later, setLater] = useState(false)
  const [typed, setTyped] = useState(() => asInput(new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000).toISOString()))
  const [wrong, setWrong] = useState(false)
  const [results, setResults] = useState<readonly Publication[] | null>(null)
  const send = async (when: When): Promise<void> => {
    const outcome = await ask(() => bench.ask('published.publishAll', { id: piece.standing.story, destinations: [...chosen], when }))
    if (outcome.ok) setResults(outcome.value)
  }
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    const moment = later ? futureMoment(typed) : null
    setWrong(later && moment === null)
    if (!later || moment !== null) void send(moment ?? 'now')
  }
  return (
    <Modal opened onClose={close} title={t('published:many.title')} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form onSubmit={onSubmit} noValidate>
        <Stack gap="md">
          <Text size="sm" c="dimmed">{piece.headline || piece.slugline}</Text>
          {results === null ? (
            <>
              <Checkbox.Group label={t('published:many.destinations')} value={[...chosen]} onChange={setChosen}>
                <Stack gap={8} mt={8}>{offered.map(({ id, name }) => <Checkbox key={id} value={id} label={name} />)}</Stack>
              </Checkbox.Group>
              <Radio.Group label={t('published:many.when')} value={later ? 'later' : 'now'} onChange={(value) => setLater(value === 'later')}>
                <Group mt={8}>
                  <Radio value="now" label={t('published:many.now')} />
                  <Radio value="later" label={t('published:many.later')} />
                </Group>
              </Radio.Group>
              {later && <HourField typed={typed} type={setTyped} wrong={wrong} />}
              <OfferedFault fault={fault} atEmbargo={() => void send('embargo')} />
            </>
          ) : <Results piece={piece} places={places} results={results} />}
          <Group justify="flex-end" gap="xs">
            {results === null ? (
              <>
                <Button variant="default" onClick={close}>{t('common:cancel')}</Button>
                <Button type="submit" loading={busy} disabled={chosen.length === 0}>{t(later ? 'published:hour.send' : 'published:act.publish')}</Button>
              </>
            ) : <Button onClick={close} data-autofocus>{t('common:close')}</Button>}
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
