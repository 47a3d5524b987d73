import { ok, type Outcome } from '../../../src-shared/outcome'
import type { Handlers } from '../calls'
import type { Parts } from '../parts'
import type { Self } from './own-account'
import type { From } from './signing-in'

type Mine =
  | 'signIn' | 'secondFactor' | 'redeemCode' | 'openSso' | 'takeSso' | 'signOut'
  | 'account' | 'endSession' | 'endOtherSessions' | 'changePassword' | 'beginSecondFactor' | 'confirmSecondFactor' | 'endSecondFactor' | 'newBackupCodes'
  | 'people' | 'addPerson' | 'members' | 'invite' | 'withdrawInvitation' | 'issueCode' | 'changePerson' | 'setActive' | 'clearSecondFactor'

type Asked = { address: string; body: { device?: string | undefined } }
const fromOf = ({ address, body }: Asked): From => ({ address, device: (body.device ?? '').replaceAll(/\p{Cc}/gu, '').trim() })

/** People and access: the desk's answers, one a route. What changes people runs alone, and whoever listens is told. */
export const peopleHandlers = ({ accounts, journal, changed }: Parts): Pick<Handlers, Mine> => {
  const alone = async <T>(act: () => Promise<T>): Promise<T> => {
    const answer = await journal.run(act)
    changed({ kind: 'people' })
    return answer
  }
  /** Whoever looks after people sees at once that an invitation was taken up, or a second step turned on or off. */
  const told = async <T>(act: Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const answer = await act
    if (answer.ok) changed({ kind: 'people' })
    return answer
  }
  const selfOf = ({ person, token }: Self): Self => ({ person, token })
  return {
    signIn: (call) => accounts.signIn(call.body.login, call.body.password, fromOf(call)),
    secondFactor: (call) => accounts.secondFactor(call.body.ticket, call.body.code, fromOf(call)),
    redeemCode: (call) => told(accounts.redeem(call.body.code, call.body.password, fromOf(call))),
    openSso: (call) => accounts.openSso(fromOf(call)),
    takeSso: (call) => accounts.takeSso(call.body.ticket, fromOf(call)),
    signOut: async ({ token }) => {
      await accounts.signOut(token)
      return ok(null)
    },
    account: (call) => accounts.account(selfOf(call)),
    endSession: (call) => accounts.endSession(selfOf(call), call.params.session),
    endOtherSessions: (call) => accounts.endOtherSessions(selfOf(call)),
    changePassword: (call) => accounts.changePassword(selfOf(call), call.body.current, call.body.next),
    beginSecondFactor: (call) => accounts.beginSecondFactor(selfOf(call), call.body.password),
    confirmSecondFactor: (call) => told(accounts.confirmSecondFactor(selfOf(call), call.body.code)),
    endSecondFactor: (call) => told(accounts.endSecondFactor(selfOf(call), call.body.password)),
    newBackupCodes: (call) => accounts.newBackupCodes(selfOf(call), call.body.password),
    people: async () => ok(await accounts.list()),
    addPerson: ({ body }) => alone(() => accounts.add(body)),
    members: async () => ok(await accounts.members()),
    invite: ({ body }) => alone(() => accounts.invite(body)),
    withdrawInvitation: ({ params }) => alone(() => accounts.withdraw(params.person)),
    issueCode: ({ params }) => alone(() => accounts.issueCode(params.person)),
    changePerson: ({ params, body, person }) => alone(() => accounts.change(params.person, body, person)),
    setActive: ({ params, body }) => alone(() => accounts.setActive(params.person, body.active)),
    clearSecondFactor: ({ params }) => alone(() => accounts.clearSecondFactor(params.person)),
  }
}
