declare module 's3rver' {
  /** What the tests use of it; the package brings no types. */
  export default class S3rver {
    constructor(options: { port: number; address: string; silent: boolean; directory: string; configureBuckets: { name: string; configs: string[] }[] })
    httpServer: import('node:http').Server
    run: () => Promise<unknown>
    close: () => Promise<void>
  }
}
