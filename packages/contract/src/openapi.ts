// OpenAPI 3.1 from the list of endpoints. TypeBox schemas are JSON Schema 2020-12, which 3.1 takes as they are.
import type { TObject, TSchema } from 'typebox'
import type { Endpoint } from './endpoint.ts'
import { commonErrors, Problem } from './problem.ts'

type Json = { readonly [key: string]: unknown }

const parameters = (place: 'path' | 'query', schema: TObject | undefined): readonly Json[] =>
  Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required:
      place === 'path' ||
      (schema?.required as readonly string[] | undefined)?.includes(name) === true,
    schema: property,
  }))

const json = (schema: TSchema): Json => ({ 'application/json': { schema } })

const operation = (endpoint: Endpoint): Json => ({
  operationId: endpoint.name,
  summary: endpoint.summary,
  tags: [endpoint.path.split('/')[2]],
  parameters: [
    ...parameters('path', endpoint.params),
    ...parameters('query', endpoint.query),
    ...(endpoint.effect === 'command'
      ? [{ name: 'Idempotency-Key', in: 'header', required: true, schema: idempotencyKey }]
      : []),
    ...(endpoint.method === 'GET'
      ? []
      : [{ name: 'X-Umai', in: 'header', required: true, schema: { const: '1' } }]),
  ],
  ...(endpoint.body ? { requestBody: { required: true, content: json(endpoint.body) } } : {}),
  responses: {
    '200': { description: 'Done', content: json(endpoint.reply) },
    default: {
      description: `One of: ${[...endpoint.errors, ...commonErrors].join(', ')}`,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  },
  security: endpoint.access === 'public' ? [] : [{ session: [] }],
  'x-access': endpoint.access,
  'x-step-up': endpoint.stepUp === true,
})

/** Header values an `Idempotency-Key` may take; a random UUID is best. */
export const idempotencyKey = { type: 'string', pattern: '^[A-Za-z0-9_-]{16,64}$' } as const

/** The whole API as an OpenAPI 3.1 document. */
export const openApi = (endpoints: readonly Endpoint[], version: string): Json => {
  const paths: Record<string, Record<string, Json>> = {}
  for (const endpoint of endpoints) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Umai', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      schemas: { Problem },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-sid' } },
    },
  }
}
