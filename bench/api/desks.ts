// Desks that work: each asks over its own connection, one thing after another, as a person's page does, and every answer
// is read whole and timed. What is asked is drawn from a number, so two runs ask the same.
import { generateFamilies } from '@umai/sample'
import { openLine } from './line.ts'
import type { Desk, Loaded } from './world.ts'
import { caseNumberOf, idOf, inspectors, isClosed, policeUnits, reportNumberOf } from './world.ts'

export type Ask = Readonly<{
  method: 'GET' | 'POST'
  path: string
  body?: unknown
  isCommand?: boolean
}>
export type Step = Readonly<{
  name: string
  weight: number
  roles: readonly Desk['role'][]
  ask: (draw: Draw, desk: Desk) => Ask
  /** How the answer to what was asked begins: another one is an error, whatever its status. */
  begins: (asked: Ask) => string
}>
export type Draw = (below: number) => number

/** Numbers that follow from the first (mulberry32). */
export const drawFrom = (seed: number): Draw => {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** What people type: the same names in Kazakh, Russian and Latin letters, in full, begun, or in another spelling. */
const typedNames = [
  'Әсел',
  'Асель',
  'Assel',
  'Айгүл',
  'Айгуль',
  'Aigul',
  'Жанар Сейт',
  'Гүлнұр',
  'Гульнур',
  'Gulnur',
  'Нұрлан',
  'Нурлан',
  'Nurlan',
  'Ержан Ахмет',
  'Yerzhan',
  'Динара',
  'Dinara',
  'Мадина',
  'Иванова',
  'Ivanova',
  'Сергей Ким',
  'Қайрат',
  'Кайрат',
  'Kairat',
  'Шолпан',
  'Sholpan',
]
const fullNames = [
  'Әсел Ахметова',
  'Асель Ахметова',
  'Assel Akhmetova',
  'Нұрлан Оспанов',
  'Nurlan Ospanov',
  'Айгуль Ибраева',
  'Aigul Ibrayeva',
  'Ержан Қасымов',
  'Елена Иванова',
  'Dinara Suleimenova',
]
const one = <T>(list: readonly T[], draw: Draw): T => list[draw(list.length)] as T

const begin = { hits: () => '{"hits":[', items: () => '{"items":[', id: () => '{"id":"' } as const

/** A case of this inspector's own. */
const ownCase = (draw: Draw, desk: Desk, loaded: Loaded, isOpen = false): string => {
  const number = Number.parseInt(desk.userId.slice(-12), 16)
  const each = Math.max(1, Math.floor(loaded.cases / inspectors))
  const within =
    desk.role === 'inspector' ? number % inspectors : (number - inspectors - 200) % policeUnits
  const all = Array.from({ length: each }, (_, at) => within + at * inspectors)
  const able = isOpen ? all.filter((index) => !isClosed(index)) : all
  return idOf('case', one(able.length === 0 ? all : able, draw))
}

const workers = ['inspector', 'unit-head'] as const
const readers = ['inspector', 'unit-head', 'prosecutor'] as const
const everybody = ['inspector', 'unit-head', 'prosecutor', 'operator'] as const

/** What desks ask of a world; those searched for are of its first families. */
export const stepsFor = (loaded: Loaded): readonly Step[] => {
  const families = [...generateFamilies({ seed: 'bench', people: Math.min(20_000, loaded.people) })]
  const known = families.flatMap(({ people }) => people)
  const iins = known.map(({ iin }) => iin)
  const phones = known.flatMap(({ phone }) => (phone === null ? [] : [phone]))
  const palette = (q: string): Ask => ({ method: 'POST', path: '/api/search', body: { q } })
  const content = {
    channel: 'phone-111',
    speaker: { kind: 'witness', name: null, phone: null },
    language: 'kk',
    narrative: 'Көрші пәтерден айқай естіледі.',
    occurred: { on: null, time: null },
    place: { kato: '750000000', address: null },
    affected: {
      name: 'Айгерім Сейітқали',
      sex: 'female',
      birthDate: null,
      age: 31,
      phone: null,
      iin: null,
    },
    alleged: {
      name: null,
      sex: 'male',
      birthDate: null,
      age: null,
      phone: null,
      iin: null,
      relation: 'spouse',
    },
    children: [],
    danger: { now: 'no', weapon: 'no', injury: 'no', allegedPresent: 'no' },
    safeContact: { mayContact: 'unknown', phone: null, when: null },
  }
  return [
    {
      name: 'exact search: IIN',
      weight: 4,
      roles: everybody,
      begins: begin.hits,
      ask: (draw) => palette(one(iins, draw)),
    },
    {
      name: 'exact search: phone',
      weight: 4,
      roles: everybody,
      begins: begin.hits,
      ask: (draw) => palette(one(phones, draw)),
    },
    {
      name: 'exact search: number',
      weight: 6,
      roles: readers,
      begins: begin.hits,
      ask: (draw) =>
        palette(
          draw(2) === 0 ? caseNumberOf(draw(loaded.cases)) : reportNumberOf(draw(loaded.reports)),
        ),
    },
    {
      name: 'exact match before a new person',
      weight: 4,
      roles: [...workers, 'operator'],
      begins: begin.items,
      ask: (draw) => ({
        method: 'POST',
        path: '/api/people/match',
        body: { iin: one(iins, draw) },
      }),
    },
    {
      name: 'name search',
      weight: 12,
      roles: readers,
      begins: begin.hits,
      ask: (draw) => palette(one(typedNames, draw)),
    },
    {
      name: 'name match among all people',
      weight: 5,
      roles: [...workers, 'operator'],
      begins: begin.items,
      ask: (draw) => ({
        method: 'POST',
        path: '/api/people/match',
        body: { name: one(fullNames, draw) },
      }),
    },
    {
      name: 'queue with counts',
      weight: 20,
      roles: workers,
      begins: begin.items,
      ask: (draw, desk) => ({
        method: 'GET',
        path: `/api/my/duties?whose=${desk.role === 'unit-head' || draw(5) === 0 ? 'unit' : 'mine'}`,
      }),
    },
    {
      name: 'open case',
      weight: 20,
      roles: workers,
      begins: ({ path }) => `{"id":"${path.slice(path.lastIndexOf('/') + 1)}"`,
      ask: (draw, desk) => ({ method: 'GET', path: `/api/cases/${ownCase(draw, desk, loaded)}` }),
    },
    {
      name: 'timeline of a case',
      weight: 8,
      roles: workers,
      begins: begin.items,
      ask: (draw, desk) => ({
        method: 'GET',
        path: `/api/cases/${ownCase(draw, desk, loaded)}/events?limit=15`,
      }),
    },
    {
      name: 'list of cases',
      weight: 4,
      roles: readers,
      begins: begin.items,
      ask: () => ({ method: 'POST', path: '/api/cases/search', body: { state: 'open' } }),
    },
    {
      name: 'save: note in a case',
      weight: 5,
      roles: workers,
      begins: begin.id,
      ask: (draw, desk) => ({
        method: 'POST',
        path: `/api/cases/${ownCase(draw, desk, loaded, true)}/notes`,
        body: { text: 'Көршімен сөйлестім, ертең қайта барамын.', isStaffOnly: true },
        isCommand: true,
      }),
    },
    {
      name: 'save: report',
      weight: 5,
      roles: ['operator'],
      begins: begin.id,
      ask: () => ({
        method: 'POST',
        path: '/api/reports',
        body: { draftId: null, content },
        isCommand: true,
      }),
    },
    {
      name: 'save: draft of a report',
      weight: 6,
      roles: ['operator'],
      begins: begin.id,
      ask: () => ({
        method: 'POST',
        path: '/api/report-drafts',
        body: { content },
        isCommand: true,
      }),
    },
  ]
}

export type Sample = Readonly<{ name: string; ms: number; status: number }>

/** Steps of a role in the proportion of their weights. */
const chooser = (steps: readonly Step[], role: Desk['role']): ((draw: Draw) => Step) => {
  const own = steps
    .filter(({ roles }) => roles.includes(role))
    .flatMap((step) => Array.from({ length: step.weight }, () => step))
  return (draw) => one(own, draw)
}

export type Work = Readonly<{
  samples: readonly Sample[]
  seconds: number
  faults: ReadonlyMap<string, number>
}>

/** `perSecond` is the pace of all desks together; without it each asks again as soon as it is answered. */
export const work = async (
  options: Readonly<{
    desks: readonly Desk[]
    ports: readonly number[]
    steps: readonly Step[]
    seconds: number
    perSecond?: number
    seed: number
  }>,
): Promise<Work> => {
  const { desks, ports, steps, seconds, perSecond } = options
  const samples: Sample[] = []
  const faults = new Map<string, number>()
  const startMs = performance.now()
  const endMs = startMs + seconds * 1000
  const between = perSecond === undefined ? 0 : (1000 * desks.length) / perSecond
  await Promise.all(
    desks.map(async (desk, at) => {
      const draw = drawFrom(options.seed * 1000 + at)
      const choose = chooser(steps, desk.role)
      const line = openLine(
        ports[at % ports.length] as number,
        desk,
        `10.0.${Math.floor(at / 250)}.${at % 250}`,
      )
      let turn = 0
      for (;;) {
        if (between > 0) {
          // Desks begin one after another and keep their pace on average; nobody presses in step with the others.
          const dueMs = startMs + between * (turn + (at + draw(1000) / 1000) / desks.length)
          const waitMs = dueMs - performance.now()
          if (dueMs >= endMs) break
          if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
        }
        turn += 1
        if (performance.now() >= endMs) break
        const step = choose(draw)
        try {
          const wish = step.ask(draw, desk)
          const { status, ms, text } = await line.send(wish)
          const isWrong = status < 400 && !text.startsWith(step.begins(wish))
          samples.push({ name: step.name, ms, status: isWrong ? 0 : status })
          if (isWrong) count(faults, `${step.name}: not the answer: ${text.slice(0, 80)}`)
          if (status >= 400)
            count(faults, `${step.name}: ${status} ${/"code":"([a-z-]+)"/.exec(text)?.[1] ?? ''}`)
        } catch (error) {
          samples.push({ name: step.name, ms: 0, status: 0 })
          count(faults, `${step.name}: ${error instanceof Error ? error.message : String(error)}`)
        }
      }
      line.close()
    }),
  )
  return { samples, seconds: (performance.now() - startMs) / 1000, faults }
}

const count = (counts: Map<string, number>, what: string) =>
  counts.set(what, (counts.get(what) ?? 0) + 1)

export const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
