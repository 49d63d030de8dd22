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
const part = (properties: Readonly<Record<string, TSchema>>): TSchema =>
  Type.Object({ id: text, ...properties }, { additionalProperties: false })
const other = Type.Optional(text)
/** What HSDS 3.0 asks of a service and of its parts, written down from its reference; nothing unknown to it is allowed. */
const hsdsService = part({
  organization_id: other,
  name: text,
  alternate_name: other,
  description: other,
  status: Type.Enum(['active', 'inactive', 'defunct', 'temporarily closed']),
  fees_description: other,
  accreditations: other,
  eligibility_description: other,
  assured_date: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
  organization: part({ name: text, alternate_name: other, description: text }),
  phones: Type.Array(part({ service_id: other, number: text, type: other })),
  schedules: Type.Array(
    part({
      service_id: other,
      freq: Type.Enum(['WEEKLY', 'MONTHLY']),
      wkst: Type.Enum(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']),
      byday: Type.String({ pattern: '^(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*$' }),
      opens_at: Type.String({ pattern: '^\\d{2}:\\d{2}$' }),
      closes_at: Type.String({ pattern: '^\\d{2}:\\d{2}$' }),
      timezone: Type.Number(),
    }),
  ),
  languages: Type.Array(part({ service_id: other, name: text, code: text })),
  service_areas: Type.Array(part({ service_id: other, name: text })),
  service_at_locations: Type.Array(
    part({
      service_id: other,
      location_id: other,
      location: part({
        location_type: Type.Enum(['physical', 'postal', 'virtual']),
        name: other,
        addresses: Type.Array(
          part({
            location_id: other,
            address_1: text,
            city: text,
            // A name, not the first digits of a code.
            state_province: Type.String({ pattern: '^\\D+$' }),
            postal_code: text,
            country: Type.String({ pattern: '^[A-Z]{2}$' }),
            address_type: Type.Enum(['physical', 'postal', 'virtual']),
          }),
        ),
        accessibility: Type.Array(part({ location_id: other, description: other })),
      }),
    }),
  ),
  attributes: Type.Array(
    part({ link_id: text, link_type: other, link_entity: text, value: other }),
  ),
})

test('the JSON feed is a page of services by HSDS 3.0', async () => {
  const feed = (await site.inject({ url: '/data/services.json' })).json()

  expect([...Value.Errors(Type.Array(hsdsService), feed.contents)]).toEqual([])
  expect(feed.contents).toHaveLength(1)
  expect(feed.total_items).toBe(1)
})

test('the CSV feed quotes what a spreadsheet would take apart or run', async () => {
  const { body, headers } = await site.inject({ url: '/data/services.csv' })
  const [head = '', first = ''] = body.split('\r\n')

  expect(headers['content-type']).toContain('text/csv')
  expect(head).toBe(
    'id,organization_id,name,alternate_name,description,status,fees_description,accreditations,eligibility_description,assured_date',
  )
  expect(first).toContain(`"'=Ашық орын, ""қабылдау"""`)
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
