import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import type { createUnit, readAgency } from './agencies.ts'
import type { Input } from './endpoint.ts'
import { endpoints } from './endpoints.ts'
import { Instant, line, paragraph } from './fields.ts'
import { openApi } from './openapi.ts'
import { listWalls } from './walls.ts'

describe('every endpoint', () => {
  test('has a name and an address of its own', () => {
    expect(new Set(endpoints.map((endpoint) => endpoint.name)).size).toBe(endpoints.length)
    expect(new Set(endpoints.map((endpoint) => `${endpoint.method} ${endpoint.path}`)).size).toBe(
      endpoints.length,
    )
  })

  test.each(endpoints)('$name declares exactly the parameters of its path', (endpoint) => {
    const inPath = [...endpoint.path.matchAll(/:(\w+)/g)].map((match) => match[1])

    expect(Object.keys(endpoint.params?.properties ?? {})).toEqual(inPath)
  })

  test.each(endpoints)('$name changes nothing by GET', (endpoint) => {
    if (endpoint.method === 'GET') {
      expect(endpoint.effect).toBe('read')
      expect(endpoint.body).toBeUndefined()
    }
  })

  test.each(endpoints)('$name warns of the step-up it asks for', (endpoint) => {
    expect(endpoint.errors.includes('step-up-required')).toBe(endpoint.stepUp === true)
  })

  test.each(endpoints)('$name takes no free text in its address', (endpoint) => {
    const freeText = Object.entries(endpoint.query?.properties ?? {}).filter(
      ([, schema]) =>
        'type' in schema &&
        schema.type === 'string' &&
        !('pattern' in schema) &&
        !('enum' in schema),
    )

    expect(freeText).toEqual([])
  })

  test.each(endpoints)('$name refuses fields it does not know', (endpoint) => {
    for (const part of [endpoint.params, endpoint.query]) {
      if (part) expect(part).toHaveProperty('additionalProperties', false)
    }
  })
})

test('a caller gives exactly the parts an endpoint has', () => {
  const read: Input<typeof readAgency> = { params: { id: '0193' } }
  const create: Input<typeof createUnit> = {
    params: { id: '0193' },
    body: { name: { kk: 'а', ru: 'а', en: 'a' }, parentId: null, kato: '110000000' },
  }
  // @ts-expect-error A parameter may not be left out.
  const broken: Input<typeof readAgency> = {}

  expect([read, create, broken]).toHaveLength(3)
})

test('a page of a list never exceeds a hundred items', () => {
  const { query = Type.Never() } = listWalls

  expect(Value.Check(query, { limit: 100 })).toBe(true)
  expect(Value.Check(query, { limit: 101 })).toBe(false)
})

test.each([
  ['Айгүл Серікқызы', true],
  ['  ', false],
  ['two\nlines', false],
  ['nul\u0000', false],
  ['bidi \u202e override', false],
])('the line %j is taken: %s', (value, taken) => {
  expect(Value.Check(line(120), value)).toBe(taken)
})

test('a paragraph may have lines but must say something', () => {
  expect(Value.Check(paragraph(100), 'first\n\tsecond')).toBe(true)
  expect(Value.Check(paragraph(100), ' \n ')).toBe(false)
})

test('the OpenAPI document names every endpoint once', () => {
  const document = openApi(endpoints, '1.0.0') as {
    paths: Record<string, Record<string, { operationId: string }>>
  }
  const ids = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map((operation) => operation.operationId),
  )

  expect(ids.sort()).toEqual(endpoints.map((endpoint) => endpoint.name).sort())
})

describe('a moment', () => {
  test.each(['2026-11-23T18:00:00Z', '2026-11-23T18:00:00.123456Z', '2024-02-29T00:00:00.000Z'])(
    '%s is taken',
    (at) => {
      expect(Value.Check(Instant, at)).toBe(true)
    },
  )

  test.each([
    '2026-02-31T18:00:00Z',
    '2026-13-01T18:00:00Z',
    '0000-01-01T00:00:00Z',
    '2026-11-27T24:00:00Z',
    '2026-11-27T11:59:60Z',
    '2026-11-27T23:59:60Z',
    '2026-11-23T18:00:00+05:00',
  ])('%s is on no calendar or no clock of ours', (at) => {
    expect(Value.Check(Instant, at)).toBe(false)
  })
})
