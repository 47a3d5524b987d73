import { lookup as resolveName, type LookupAddress } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector } from 'undici'

/** Where a desk may connect to of its own accord: the house's own network too, or public addresses alone. */
export type Reach = 'house' | 'public'

const listOf = (subnets: readonly (readonly [address: string, prefix: number])[]): BlockList => {
  const list = new BlockList()
  for (const [address, prefix] of subnets) list.addSubnet(address, prefix, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  return list
}

/** No CMS and no receiver is ever there: this machine by no name, neighbours without a router, crowds, and where clouds hand a machine its own credentials. */
const NEVER = listOf([
  ['0.0.0.0', 8], ['169.254.0.0', 16], ['224.0.0.0', 4], ['240.0.0.0', 4], ['::', 128], ['fe80::', 10], ['ff00::', 8],
  ['100.100.100.200', 32], ['192.0.0.192', 32], ['fd00:ec2::254', 128], ['fd20:ce::254', 128], ['64:ff9b::a9fe:0', 112],
])

/** The house's own network, and this machine. */
const INSIDE = listOf([['10.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16], ['127.0.0.0', 8], ['100.64.0.0', 10], ['198.18.0.0', 15], ['::1', 128], ['fc00::', 7], ['64:ff9b:1::', 48]])

/** True where a desk of that reach connects to an IP address. */
export const mayReach = (address: string, reach: Reach): boolean => {
  const family = isIP(address)
  if (family === 0) return false
  const kind = family === 6 ? 'ipv6' : 'ipv4'
  return !NEVER.check(address, kind) && (reach === 'house' || !INSIDE.check(address, kind))
}

/** Thrown in place of a connection. `code` is what fetch's cause carries. */
class AddressRefused extends Error {
  readonly code = 'ADDRESS_REFUSED'
  constructor(host: string) {
    super(`${host} is no address a desk connects to.`)
  }
}

/** Resolves a name and leaves out what is not to be reached. What it answers is what is connected to: a name that says something else a moment later changes nothing. */
const guardedLookup = (reach: Reach, resolve: typeof resolveName): LookupFunction => (host, options, callback) => {
  resolve(host, { ...options, all: true }, (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => {
    const good = error ? [] : found.filter(({ address }) => mayReach(address, reach))
    const [first] = good
    if (!first) callback(error ?? new AddressRefused(host), '', 0)
    else if (options.all) callback(null, good)
    else callback(null, first.address, first.family)
  })
}

/**
 * A fetch that connects to no address outside `reach`, whichever way it was named: as a number, by a name, by a name that changes, or by a redirect. What is
 * refused throws with a cause of code ADDRESS_REFUSED. `resolve` is the system's own where absent.
 */
export const guardedFetch = (reach: Reach, resolve: typeof resolveName = resolveName): typeof fetch => {
  const connect = buildConnector({ lookup: guardedLookup(reach, resolve) })
  const agent = new Agent({
    connect: (options, callback) => {
      // A number is connected to without being looked up.
      const host = options.hostname.replace(/^\[|\]$/g, '')
      if (isIP(host) !== 0 && !mayReach(host, reach)) callback(new AddressRefused(host), null)
      else connect(options, callback)
    },
  })
  return (input, init) => globalThis.fetch(input, { ...init, dispatcher: agent } as RequestInit)
}
