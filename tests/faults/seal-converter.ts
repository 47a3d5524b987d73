import { writeSync } from 'node:fs'

import { keepProfile } from '../../src-main/keep-profile'
import { openProfile } from '../../src-main/profile'
import { makePatience } from '../../src-main/workstation/patience'
import { failed } from '../../src-shared/outcome'
import type { Person } from '../../src-shared/review/people'

/** The process that is killed: turns sealing on or off and says `asked`, `converting` and `done` as it gets there. */
const [home = '', act = '', passphrase = ''] = process.argv.slice(2)
const person: Person = { id: 'person-liu', name: '刘强', login: 'liu', role: 'reporter' }
const say = (word: string): void => void writeSync(1, `${word}\n`)
const now = (): string => new Date().toISOString()

const keeper = keepProfile({
  home,
  keychain: null,
  now,
  open: (whose, vault) => openProfile({ home, person: whose, vault, now, send: () => Promise.resolve(failed('desk-unreachable', 'The desk is away.')), renew: () => Promise.resolve(failed('key-locked', 'The key is locked.')), changed: () => undefined, onDamage: ({ id }) => say(`damaged ${id}`) }),
  settle: () => Promise.resolve(),
  patience: makePatience(Date.now),
  forget: () => undefined,
  changed: () => {
    if (keeper.library() === 'converting') say('converting')
  },
})

const run = async (): Promise<void> => {
  const opened = await keeper.openFor(person)
  if (!opened.ok) {
    say(opened.code)
    return
  }
  if (keeper.library() === 'locked') await keeper.unlock(passphrase)
  say('asked')
  const begun = act === 'seal' ? await keeper.seal('passphrase', passphrase) : await keeper.unseal(passphrase)
  if (!begun.ok) {
    say(begun.code)
    return
  }
  while (keeper.library() === 'converting') await new Promise((resolve) => setTimeout(resolve, 1))
  say('done')
  setInterval(() => undefined, 1000)
}

void run()
