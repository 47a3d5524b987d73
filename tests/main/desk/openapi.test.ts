import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { routes, type RouteName } from '../../../src-shared/desk-api/routes'
import { makeStory, openNewsroom, smallPhoto, type Member, type Newsroom } from './newsroom'

type Operation = { operationId: string; parameters: { name: string; in: string }[]; requestBody?: { content: Record<string, { schema: object }> }; responses: Record<string, { content: Record<string, { schema: object }> }>; security: object[] }
type Document = { openapi: string; paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, object> } }

const ID = 'd3d1c0de-0000-4000-8000-0000000000a1'
let room: Newsroom
let editor: Member
let document: Document

const ask = (path: string, init: RequestInit = {}): Promise<Response> => room.desk().fetch(new Request(`http://desk.local${path}`, init))

beforeAll(async () => {
  room = await openNewsroom()
  const author = await room.join('shen', '沈牧', 'reporter')
  editor = await room.join('gu', '顾岚', 'admin')
  const drawn = await smallPhoto()
  await room.clear(author, [editor], makeStory(ID, [drawn.photo]), [drawn])
  document = (await (await ask('/api/openapi.json')).json()) as Document
})
afterAll(() => room.close())

const operations = () => Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })))

describe('the desk\'s description of its API', () => {
  it('is served to anybody and is valid OpenAPI 3.1', async () => {
    const answer = await ask('/api/openapi.json')
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    const { valid, errors } = await new Validator().validate(structuredClone(document))
    expect(errors ?? []).toEqual([])
    expect(valid).toBe(true)
  })

  it('names every route there is, once, and no other', () => {
    expect(operations().map(({ operation }) => operation.operationId).sort()).toEqual(Object.keys(routes).sort())
    for (const { path, method, operation } of operations()) {
      const route = routes[operation.operationId as RouteName]
      expect([path, method]).toEqual([route.path.replace(/:(\w+)/g, '{$1}'), route.method.toLowerCase()])
      expect(operation.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
    }
  })

  it('leads only to addresses that are there', async () => {
    for (const { path, method } of operations()) {
      const answer = await ask(path.replace(/\{\w+\}/g, 'x'), { method: method.toUpperCase() })
      expect(`${method} ${path} ${((await answer.json().catch(() => ({}))) as { code?: string }).code ?? ''}`).not.toContain('not-found')
    }
  })

  it('tells the truth of what is answered: every answer that takes nothing but a story fits its schema', async () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    let tried = 0
    for (const { path, method, operation } of operations()) {
      const schema = operation.responses['200']?.content['application/json']?.schema
      if (method !== 'get' || !schema || /\{(?!story)/.test(path)) continue
      const query = operation.operationId === 'pieces' ? '?scope=cleared' : ''
      const answer = await ask(path.replace('{story}', ID) + query, { headers: { authorization: `Bearer ${editor.token}` } })
      const body: unknown = await answer.json()
      if (answer.status !== 200) continue
      tried += 1
      const fits = ajv.compile(schema)
      expect([operation.operationId, fits(body), fits.errors ?? []]).toEqual([operation.operationId, true, []])
    }
    expect(tried).toBeGreaterThan(8)
  })

  it('says which routes need a session, and they do', async () => {
    for (const { path, method, operation } of operations().filter(({ operation }) => operation.security.length > 0)) {
      const answer = await ask(path.replace('{story}', ID).replace(/\{(sha256|key)\}/g, 'ab'.repeat(32)).replace(/\{\w+\}/g, 'x'), { method: method.toUpperCase() })
      expect([operation.operationId, answer.status]).toEqual([operation.operationId, 401])
    }
  })
})
