// The directory from the database to the page and the feed: what is not published is nowhere, and a database that is gone
// takes no page with it.
import { openTestDatabase, type TestDatabase } from '@umai/db/testing'
import { langs } from '@umai/words'
import fc from 'fast-check'
import { sql } from 'kysely'
import { type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPublicSite, publicPaths } from './app.ts'
import { lawThread } from './law/thread.ts'
import { defaultNumbers, parseNumbers } from './numbers/model.ts'
import { directorySource } from './places/store.ts'

const secret = 'Құпия көше 7'
const organisation = '0190f000-0000-7000-8000-0000000000a1'
let base: TestDatabase
let site: ReturnType<typeof createPublicSite>

const openSite = () =>
  createPublicSite({
    exitUrl: 'http://127.0.0.1:9/weather',
    isSample: true,
    numbers: parseNumbers(defaultNumbers),
    clock: base.clock,
    directory: directorySource(base.as({ kind: 'public' })),
  })

beforeAll(async () => {
  base = await openTestDatabase()
  await base.load(async (tx) => {
    const names = (name: string) => ({ name_kk: name, name_ru: name, name_en: name })
    await tx
      .insertInto('organisations')
      .values([
        { id: organisation, ...names('Үлгі ұйым'), certified: 'yes', created_at: base.clock.now() },
        {
          id: '0190f000-0000-7000-8000-0000000000a2',
          ...names('Жасырын ұйым'),
          certified: 'yes',
          created_at: base.clock.now(),
        },
      ])
      .execute()
    const location = (id: string, address: string) => ({
      id,
      organisation_id: organisation,
      place_kato: '710000000',
      address_kk: address,
      address_ru: address,
      address_en: address,
      postal_code: '010000',
      is_step_free: true,
    })
    await tx
      .insertInto('locations')
      .values([
        location('0190f000-0000-7000-8000-0000000000b1', 'Үлгі көшесі 10'),
        location('0190f000-0000-7000-8000-0000000000b2', secret),
      ])
      .execute()
    const service = (last: string, name: string) => ({
      id: `0190f000-0000-7000-8000-0000000000${last}`,
      organisation_id: organisation,
      location_id: null as string | null,
      is_hidden: false,
      ...names(name),
      needs: ['psychologist'],
      languages: ['kk', 'sgn'],
      takes_children: true,
      phone: '+76000000010',
      hours: 'MO,TU,WE,TH,FR 09:00-18:30; SA 10:00-14:00',
      state: 'published' as 'published' | 'draft' | 'withdrawn',
      checked_on: '2026-11-18',
      updated_at: base.clock.now(),
    })
    await tx
      .insertInto('services')
      .values([
        {
          ...service('c1', '=Ашық орын, "қабылдау"'),
          location_id: '0190f000-0000-7000-8000-0000000000b1',
        },
        {
          ...service('c2', 'Дайын емес орын'),
          state: 'draft' as const,
          location_id: '0190f000-0000-7000-8000-0000000000b2',
        },
        {
          ...service('c3', 'Жасырын үй'),
          state: 'draft' as const,
          is_hidden: true,
          organisation_id: '0190f000-0000-7000-8000-0000000000a2',
        },
        { ...service('c4', 'Жабылған орын'), state: 'withdrawn' as const },
      ])
      .execute()
  })
  site = openSite()
})
afterAll(async () => {
  await site.close()
  await lawThread.close()
  await base.close()
})

const unpublished = /Дайын емес|Жасырын үй|Жасырын ұйым|Жабылған|Құпия көше/

test('page and feeds show what is published and nothing else', async () => {
  for (const url of [
    ...langs.map((lang) => `/${lang}/places`),
    '/data/services.json',
    '/data/services.csv',
  ]) {
    const { statusCode, body } = await site.inject({ url })
    expect(statusCode, url).toBe(200)
    expect(body, url).toContain('Ашық орын')
    expect(body, url).not.toMatch(unpublished)
  }
})

test('a hidden place cannot be stored with a place, nor be published', async () => {
  const change = (fields: Readonly<Record<string, unknown>>) =>
    base.load((tx) =>
      tx
        .updateTable('services')
        .set(fields)
        .where('id', '=', '0190f000-0000-7000-8000-0000000000c3')
        .execute(),
    )

  await expect(change({ place_kato: '710000000' })).rejects.toThrow('services_hidden_have_no_place')
  await expect(change({ state: 'published' })).rejects.toThrow('services_hidden_are_not_published')
})

const text = Type.String({ minLength: 1 })
const other = Type.Optional(text)
const uuid = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
})
const link = Type.Optional(uuid)
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const time = Type.String({
  pattern: '^([01]\\d|2[0-4]):[0-5]\\d(:[0-5]\\d)?(Z|[+-]\\d{2}:\\d{2})$',
})
const part = (properties: Readonly<Record<string, TSchema>>): TSchema =>
  Type.Object({ id: uuid, ...properties }, { additionalProperties: false })
const kindOfPlace = Type.Enum(['physical', 'postal', 'virtual'])
/**
 * The objects of HSDS 3.0 that the feed uses, written down from schema/*.json of github.com/openreferral/specification: every
 * `format: uuid`, every `enum`, every `required`. Stricter than it in three things: nothing unknown to it is allowed, a time bears its
 * offset, a province is a name and not digits.
 */
const hsdsService = part({
  organization_id: uuid,
  name: text,
  alternate_name: other,
  description: other,
  status: Type.Enum(['active', 'inactive', 'defunct', 'temporarily closed']),
  fees_description: other,
  accreditations: other,
  eligibility_description: other,
  assured_date: Type.Optional(day),
  organization: part({ name: text, alternate_name: other, description: text }),
  phones: Type.Array(part({ service_id: link, number: text, type: other })),
  schedules: Type.Array(
    part({
      service_id: link,
      freq: Type.Enum(['WEEKLY', 'MONTHLY']),
      wkst: Type.Enum(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']),
      byday: Type.String({ pattern: '^(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*$' }),
      opens_at: time,
      closes_at: time,
      timezone: Type.Number(),
    }),
  ),
  languages: Type.Array(
    part({
      service_id: link,
      name: text,
      code: Type.Optional(Type.String({ pattern: '^[a-z]{2}$' })),
    }),
  ),
  service_areas: Type.Array(part({ service_id: link, name: text })),
  service_at_locations: Type.Array(
    part({
      service_id: link,
      location_id: link,
      location: part({
        location_type: kindOfPlace,
        name: other,
        addresses: Type.Array(
          part({
            location_id: link,
            address_1: text,
            city: text,
            state_province: Type.String({ pattern: '^\\D+$' }),
            postal_code: text,
            country: Type.String({ pattern: '^[A-Z]{2}$' }),
            address_type: kindOfPlace,
          }),
        ),
        accessibility: Type.Array(part({ location_id: link, description: other })),
      }),
    }),
  ),
  attributes: Type.Array(
    part({ link_id: link, link_type: other, link_entity: other, value: other }),
  ),
})

/** Every id anywhere in a feed. */
const idsIn = (value: unknown): readonly string[] =>
  Array.isArray(value)
    ? value.flatMap(idsIn)
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, inner]) =>
          name === 'id' && typeof inner === 'string' ? [inner] : idsIn(inner),
        )
      : []

test('the JSON feed is a page of services by HSDS 3.0, and its ids are the same at every reading', async () => {
  const feed = (await site.inject({ url: '/data/services.json' })).json()

  expect([...Value.Errors(Type.Array(hsdsService), feed.contents)]).toEqual([])
  expect(feed.contents).toHaveLength(1)
  expect(feed.total_items).toBe(1)
  const ids = idsIn(feed.contents)
  expect(new Set(ids).size).toBe(ids.length)
  expect(idsIn((await site.inject({ url: '/data/services.json' })).json().contents)).toEqual(ids)
})

/** A table by RFC 4180. */
const tableOf = (csv: string): readonly (readonly string[])[] => {
  const rows: string[][] = [[]]
  for (const [, quoted, plain = '', end] of csv.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g,
  )) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end === '\r\n') rows.push([])
  }
  return rows.filter((row) => row.length > 0)
}

test('the CSV feed is the table services.csv of HSDS, and quotes what a spreadsheet would take apart or run', async () => {
  const { body, headers } = await site.inject({ url: '/data/services.csv' })
  const [head = [], ...rows] = tableOf(body)
  const entries = rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at]])))

  expect(headers['content-type']).toContain('text/csv')
  // Of one row the table holds what stands in the service itself.
  const { type, required, properties } = hsdsService as unknown as {
    type: string
    required: string[]
    properties: Record<string, TSchema>
  }
  const flat = Object.fromEntries(
    Object.entries(properties).filter(
      ([, schema]) => !['array', 'object'].includes(String((schema as { type?: string }).type)),
    ),
  )
  const row = {
    type,
    required: required.filter((name) => name in flat),
    properties: flat,
    additionalProperties: false,
  }
  expect(row.required).toEqual(expect.arrayContaining(['id', 'organization_id', 'name', 'status']))
  expect(rows).toHaveLength(1)
  for (const entry of entries)
    expect([...Value.Errors(row as unknown as TSchema, entry)]).toEqual([])
  expect(entries[0]?.name).toBe(`'=Ашық орын, "қабылдау"`)
})

test('no page ends a sentence twice', async () => {
  for (const lang of langs) {
    const { body } = await site.inject({ url: `/${lang}/places` })
    expect(body, lang).not.toMatch(/[^.]\.\.(?!\.)/)
  }
})

test('the filter narrows by form, at one address, and an unknown wish is as if it were none', async () => {
  const ask = async (fields: Readonly<Record<string, string>>) =>
    (
      await site.inject({
        method: 'POST',
        url: '/ru/places',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(fields).toString(),
      })
    ).body

  expect(await ask({ need: 'psychologist', tongue: 'sgn' })).toContain('Нашлось 1 место')
  expect(await ask({ need: 'lawyer' })).toContain('По такому выбору ничего нет')
  expect(await ask({ need: '<script>', place: "' or 1=1" })).toContain('Нашлось 1 место')
})

test('with the database gone the last list is shown, and a site that never had one still stands', async () => {
  await site.inject({ url: '/ru/places' })
  const broken = base.as({ kind: 'public' })
  const gone = createPublicSite({
    exitUrl: 'http://127.0.0.1:9/weather',
    isSample: true,
    numbers: parseNumbers(defaultNumbers),
    clock: base.clock,
    directory: directorySource({
      ...broken,
      db: {
        ...broken.db,
        transaction: () => Promise.reject(new Error('connection refused')),
      },
    }),
  })
  const places = await gone.inject({ url: '/ru/places' })
  const feed = await gone.inject({ url: '/data/services.json' })
  const help = await gone.inject({ url: '/ru/' })
  await gone.close()

  expect(places.statusCode).toBe(200)
  expect(places.body).toContain('Список сейчас не открывается')
  expect(places.body).toContain('tel:111')
  expect(feed.statusCode).toBe(503)
  expect(help.statusCode).toBe(200)
})

/** Whatever a stranger may ask for: pages, feeds, forms with any wish, addresses that lead nowhere, broken requests. */
const anyRequest = fc.oneof(
  fc.record({
    method: fc.constant('GET' as const),
    url: fc.oneof(
      fc.constantFrom(
        ...langs.flatMap((lang) => publicPaths.map((path) => `/${lang}${path}`)),
        '/data/services.json',
        '/data/services.csv',
        '/data/figures.csv',
        '/data/locations.csv',
        '/ru/places/0190f000-0000-7000-8000-0000000000c3',
        '/data/services.json?hidden=true&state=draft',
      ),
      fc.webPath().map((path) => `/ru/places${path}`),
    ),
  }),
  fc.record({
    method: fc.constant('POST' as const),
    url: fc.constantFrom(...langs.map((lang) => `/${lang}/places`)),
    payload: fc
      .dictionary(
        fc.constantFrom(
          'place',
          'need',
          'tongue',
          'children',
          'access',
          'open',
          'lang',
          'q',
          'id',
          'state',
        ),
        fc.oneof(
          fc.string(),
          fc.constantFrom(
            '',
            '710000000',
            '750000000',
            'stay',
            'psychologist',
            'kk',
            'yes',
            'true',
            '%',
            "' or true --",
            '0190f000-0000-7000-8000-0000000000c3',
          ),
        ),
      )
      .map((fields) => new URLSearchParams(fields).toString()),
  }),
)

test('nothing that a stranger can ask for tells of a hidden place, of its house, or that it is there', async () => {
  await base.load(async (tx) => {
    // A place that once had an address before it was hidden, as the row of the address may still lie there.
    await tx
      .insertInto('services')
      .values({
        id: '0190f000-0000-7000-8000-0000000000c5',
        organisation_id: '0190f000-0000-7000-8000-0000000000a2',
        location_id: null,
        is_hidden: true,
        name_kk: 'Жасырын үй екі',
        name_ru: 'Жасырын үй екі',
        name_en: 'Жасырын үй екі',
        needs: ['stay'],
        languages: ['kk'],
        takes_children: true,
        phone: '+76000000077',
        hours: 'MO 09:00-18:30',
        state: 'draft',
        checked_on: '2026-11-18',
        updated_at: base.clock.now(),
      })
      .execute()
  })
  const telling = /Жасырын үй|Жасырын ұйым|Құпия көше|76000000077|0000000000(?:c3|c5|a2|b2)/
  await fc.assert(
    fc.asyncProperty(anyRequest, async (request) => {
      const { body, headers, statusCode } = await site.inject({
        ...request,
        ...('payload' in request
          ? { headers: { 'content-type': 'application/x-www-form-urlencoded' } }
          : {}),
      })
      const said = `${body} ${JSON.stringify(headers)}`
      // What was typed into a field may come back to it; nothing else may say it.
      const asked =
        'payload' in request
          ? decodeURIComponent(request.payload.replaceAll('+', ' '))
          : request.url
      expect(telling.test(asked) || !telling.test(said), `${request.method} ${request.url}`).toBe(
        true,
      )
      expect(statusCode).toBeLessThan(600)
    }),
    { numRuns: 300 },
  )
})

test('the database itself gives the public role neither a hidden service nor its organisation', async () => {
  const { rows } = await base.db.transaction({ role: 'umai_public', readOnly: true }, (tx) =>
    sql<{ found: number }>`
      select (select count(*) from services where is_hidden)::int
        + (select count(*) from organisations where name_kk = 'Жасырын ұйым')::int
        + (select count(*) from locations where address_kk = ${secret})::int as found`.execute(tx),
  )

  expect(rows).toEqual([{ found: 0 }])
})
