import { z } from 'zod'

import { failureSchema } from '../outcome'
import { routes, type RouteName } from './routes'
import { ROUTE_WORDS } from './openapi-words'

type Json = Record<string, unknown>

/** A schema as OpenAPI 3.1 writes it (JSON Schema 2020-12); what no schema can say (a check by hand) is left open. */
const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { unrepresentable: 'any', io })
  return rest
}

const inPath = (path: string): string => path.replace(/:(\w+)/g, '{$1}')

const parametersOf = (shape: z.ZodObject, where: 'path' | 'query'): Json[] =>
  Object.entries(shape.shape).map(([name, schema]) => ({ name, in: where, required: where === 'path' || !(schema as z.ZodType).safeParse(undefined).success, schema: schemaOf(schema as z.ZodType, 'input') }))

const bytes: Json = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }

/** What a good answer carries: JSON is wrapped as { ok: true, value }. */
const goodOf = (reply: z.ZodType | 'bytes' | 'stream' | 'events'): Json => {
  if (reply === 'bytes' || reply === 'stream') return bytes
  if (reply === 'events') return { 'text/event-stream': { schema: { type: 'string' } } }
  return { 'application/json': { schema: { type: 'object', properties: { ok: { const: true }, value: schemaOf(reply, 'output') }, required: ['ok', 'value'] } } }
}

const operationOf = (name: RouteName): Json => {
  const { action, params, query, body, reply } = routes[name]
  const open = action === 'readHealth' || action === 'signIn'
  return {
    operationId: name,
    summary: ROUTE_WORDS[name],
    parameters: [...parametersOf(params, 'path'), ...parametersOf(query, 'query')],
    ...(body === null ? {} : { requestBody: { required: true, content: body === 'bytes' ? bytes : { 'application/json': { schema: schemaOf(body, 'input') } } } }),
    responses: {
      200: { description: 'Done.', content: goodOf(reply) },
      default: { description: 'Refused, with its reason.', content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } } },
    },
    security: open ? [] : [{ session: [] }],
  }
}

/** The desk's HTTP API as an OpenAPI 3.1 document, made from the routes table itself. */
export const openApi = (desk: { name: string; version: string }): Json => {
  const paths: Record<string, Json> = {}
  for (const name of Object.keys(routes) as RouteName[]) {
    const path = inPath(routes[name].path)
    paths[path] = { ...paths[path], [routes[name].method.toLowerCase()]: operationOf(name) }
  }
  return {
    openapi: '3.1.0',
    info: { title: `${desk.name}: Stet desk`, version: desk.version, description: 'What people decide is signed on their own machines; this API carries it. Every JSON answer is { ok: true, value } or { ok: false, code, message, details }.' },
    paths,
    components: { schemas: { Failure: schemaOf(failureSchema, 'output') }, securitySchemes: { session: { type: 'http', scheme: 'bearer', description: 'A session\'s token, as signIn answers it.' } } },
  }
}
