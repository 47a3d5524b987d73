declare module 's3rver' {
  import type { Server } from 'node:http'

  /** What the tests use of it; the package brings no types. */
  export default class S3rver {
    constructor(options: { port: number; address: string; silent: boolean; directory: string; configureBuckets: { name: string; configs: string[] }[] })
    httpServer: Server
    run: () => Promise<unknown>
    close: () => Promise<void>
  }
}
