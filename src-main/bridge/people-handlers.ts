import { ok, type Outcome } from '../../src-shared/outcome'
import type { Session } from '../../src-shared/desk-api/people-routes'
import { comeIn } from './app-handlers'
import { askingOf } from './asking'
import type { Parts } from './parts'
import type { Handlers } from './serve'

type Mine =
  | 'people.secondFactor' | 'people.redeem' | 'people.openSso' | 'people.takeSso'
  | 'account.read' | 'account.endSession' | 'account.endOthers' | 'account.changePassword' | 'account.beginSecondFactor' | 'account.confirmSecondFactor' | 'account.endSecondFactor' | 'account.backupCodes'
  | 'people.members' | 'people.invite' | 'people.withdraw' | 'people.issueCode' | 'people.change' | 'people.setActive' | 'people.clearSecondFactor'

/** Getting in, one's own account, and everybody's for who keeps the house. */
export const peopleHandlers = (parts: Parts): Pick<Handlers, Mine> => {
  const { session } = parts
  const { asked } = askingOf(parts)
  const client = () => parts.client()
  /** The desk put another session in the place of ours. */
  const renewed = async (answer: Promise<Outcome<Session>>): Promise<Outcome<null>> => {
    const outcome = await asked(answer)
    return outcome.ok ? session.renew(outcome.value) : outcome
  }
  return {
    'people.secondFactor': ({ ticket, code }) => comeIn(parts, () => session.secondFactor(ticket, code)),
    'people.redeem': ({ code, password }) => comeIn(parts, () => session.redeem(code, password)),
    'people.openSso': () => session.openSso(),
    'people.takeSso': () => comeIn(parts, () => session.takeSso()),
    'account.read': async () => {
      const account = await asked(client().call('account'))
      const before = session.person()
      const token = session.token()
      // The desk's word on who we are: a name or role an administrator changed is taken up here.
      if (account.ok && token !== null && JSON.stringify(before) !== JSON.stringify(account.value.person)) {
        await session.renew({ token, person: account.value.person, expires: '' })
        parts.emit({ type: 'appChanged' })
      }
      return account
    },
    'account.endSession': ({ session: id }) => asked(client().call('endSession', { params: { session: id } })),
    'account.endOthers': () => asked(client().call('endOtherSessions')),
    'account.changePassword': (body) => renewed(client().call('changePassword', { body })),
    'account.beginSecondFactor': (body) => asked(client().call('beginSecondFactor', { body })),
    'account.confirmSecondFactor': (body) => renewed(client().call('confirmSecondFactor', { body })),
    'account.endSecondFactor': (body) => renewed(client().call('endSecondFactor', { body })),
    'account.backupCodes': (body) => asked(client().call('newBackupCodes', { body })),
    'people.members': () => asked(client().call('members')),
    'people.invite': (body) => asked(client().call('invite', { body })),
    'people.withdraw': (params) => asked(client().call('withdrawInvitation', { params })),
    'people.issueCode': (params) => asked(client().call('issueCode', { params })),
    'people.change': ({ person, ...body }) => asked(client().call('changePerson', { params: { person }, body })),
    'people.setActive': async ({ person, active }) => {
      const answer = await asked(client().call('setActive', { params: { person }, body: { active } }))
      return answer.ok ? ok(null) : answer
    },
    'people.clearSecondFactor': (params) => asked(client().call('clearSecondFactor', { params })),
  }
}
