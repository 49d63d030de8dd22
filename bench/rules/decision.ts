import { loadPack, type Pack, type SourceDocument } from '@umai/rules'

/** The decision every subject answers: which rule of a garden code a case falls under. Twelve facts, ordered rules, two texts. */
export type CaseFacts = {
  readonly harm: 'none' | 'leaf' | 'twig' | 'branch' | 'tree'
  readonly who: 'member' | 'guest' | 'child' | 'tenant' | 'stranger' | 'warden' | 'other'
  readonly rare: boolean
  readonly tended: boolean
  readonly group: boolean
  readonly again: boolean
  readonly age: number
  readonly rescue: boolean
  readonly meant: boolean
  readonly settled: boolean
  readonly settledBefore: boolean
  readonly night: boolean
}
export type Test = {
  readonly fact: keyof CaseFacts
  readonly is: '=' | '<' | 'in'
  readonly value: string | boolean | number | readonly string[]
}
export type BenchRule = { readonly name: string; readonly when: readonly Test[] }

export const VALUES: { readonly [K in keyof CaseFacts]: readonly CaseFacts[K][] } = {
  harm: ['none', 'leaf', 'twig', 'branch', 'tree'],
  who: ['member', 'guest', 'child', 'tenant', 'stranger', 'warden', 'other'],
  rare: [true, false],
  tended: [true, false],
  group: [true, false],
  again: [true, false],
  age: [10, 14, 15, 16, 30],
  rescue: [true, false],
  meant: [true, false],
  settled: [true, false],
  settledBefore: [true, false],
  night: [true, false],
}

const test = (fact: keyof CaseFacts, value: boolean | string): Test => ({ fact, is: '=', value })
const harms = (...value: string[]): Test => ({ fact: 'harm', is: 'in', value })
const under = (value: number): Test => ({ fact: 'age', is: '<', value })

const shared: readonly BenchRule[] = [
  { name: 'rescue', when: [test('rescue', true)] },
  { name: 'nothing', when: [test('harm', 'none')] },
  { name: 'young', when: [under(14)] },
  { name: 'careless', when: [test('meant', false), harms('leaf', 'twig')] },
  { name: 'young-leaf', when: [under(16), harms('leaf', 'twig')] },
  { name: 'tree-group', when: [test('harm', 'tree'), test('group', true)] },
  { name: 'tree-rare', when: [test('harm', 'tree'), test('rare', true)] },
  { name: 'tree', when: [test('harm', 'tree')] },
]
const before: readonly BenchRule[] = [
  ...shared,
  { name: 'settled', when: [test('settled', true), test('settledBefore', false)] },
  { name: 'branch-again', when: [test('harm', 'branch'), test('again', true)] },
  { name: 'branch', when: [test('harm', 'branch')] },
  { name: 'twig-again', when: [test('harm', 'twig'), test('again', true)] },
  { name: 'twig', when: [test('harm', 'twig')] },
  { name: 'leaf', when: [] },
]
const after: readonly BenchRule[] = [
  ...shared,
  { name: 'branch-heavy', when: [test('harm', 'branch'), test('tended', true)] },
  { name: 'branch-again', when: [test('harm', 'branch'), test('again', true)] },
  { name: 'settled', when: [test('settled', true), test('settledBefore', false)] },
  { name: 'branch', when: [test('harm', 'branch')] },
  {
    name: 'twig-night',
    when: [
      test('harm', 'twig'),
      test('night', true),
      { fact: 'who', is: 'in', value: ['stranger', 'guest'] },
    ],
  },
  { name: 'twig-rare', when: [test('harm', 'twig'), test('rare', true)] },
  { name: 'twig-again', when: [test('harm', 'twig'), test('again', true)] },
  { name: 'twig', when: [test('harm', 'twig')] },
  { name: 'leaf-again', when: [test('again', true)] },
  { name: 'leaf', when: [] },
]
export const DATES = ['2020-01-01', '2024-01-01'] as const
export const RULES: readonly [readonly BenchRule[], readonly BenchRule[]] = [before, after]

/** The second text by hand, as a careful programmer would write it for speed. */
export function byHand(f: CaseFacts): string {
  if (f.rescue) return 'rescue'
  if (f.harm === 'none') return 'nothing'
  if (f.age < 14) return 'young'
  if (f.harm === 'leaf' || f.harm === 'twig') {
    if (!f.meant) return 'careless'
    if (f.age < 16) return 'young-leaf'
  } else if (f.harm === 'tree') {
    if (f.group) return 'tree-group'
    return f.rare ? 'tree-rare' : 'tree'
  }
  if (f.harm === 'branch') {
    if (f.tended) return 'branch-heavy'
    if (f.again) return 'branch-again'
  }
  if (f.settled && !f.settledBefore) return 'settled'
  if (f.harm === 'branch') return 'branch'
  if (f.harm === 'twig') {
    if (f.night && (f.who === 'stranger' || f.who === 'guest')) return 'twig-night'
    if (f.rare) return 'twig-rare'
    return f.again ? 'twig-again' : 'twig'
  }
  return f.again ? 'leaf-again' : 'leaf'
}

/** The first text by hand. */
export function byHandBefore(f: CaseFacts): string {
  if (f.rescue) return 'rescue'
  if (f.harm === 'none') return 'nothing'
  if (f.age < 14) return 'young'
  if (f.harm === 'leaf' || f.harm === 'twig') {
    if (!f.meant) return 'careless'
    if (f.age < 16) return 'young-leaf'
  } else if (f.harm === 'tree') {
    if (f.group) return 'tree-group'
    return f.rare ? 'tree-rare' : 'tree'
  }
  if (f.settled && !f.settledBefore) return 'settled'
  if (f.harm === 'branch') return f.again ? 'branch-again' : 'branch'
  if (f.harm === 'twig') return f.again ? 'twig-again' : 'twig'
  return 'leaf'
}

const text = (en: string) => ({ en })

/** The same rules as a pack: order is said by `overrides`, the texts are two versions of one article. */
export function benchPack(): Pack {
  const line = ({ fact, is, value }: Test) =>
    is === 'in'
      ? `${fact} in [${(value as readonly string[]).join(', ')}]`
      : `${fact} ${is} ${String(value)}`
  const version = (rules: readonly BenchRule[], index: number) => ({
    id: `v${index + 1}`,
    from: DATES[index],
    confidence: 'verified',
    text: Object.fromEntries(rules.map(({ name }) => [name, text(`The rule ${name}.`)])),
    rules: rules.map(({ name, when }, place) => ({
      id: name,
      cites: name,
      when: when.length === 0 ? 'always' : { all: when.map(line) },
      // biome-ignore lint/suspicious/noThenProperty: the format of a pack speaks of when and then.
      then: { outcome: { name, what: text(name) } },
      ...(place + 1 < rules.length
        ? { overrides: rules.slice(place + 1).map((later) => later.name) }
        : {}),
    })),
  })
  const facts = Object.fromEntries(
    Object.entries(VALUES).map(([name, values]) => [
      name,
      {
        title: text(name),
        question: text(`${name}?`),
        ...(typeof values[0] === 'boolean'
          ? { type: 'yesno' }
          : typeof values[0] === 'number'
            ? { type: 'number', min: 0, max: 110 }
            : {
                type: 'choice',
                values: Object.fromEntries(values.map((value) => [value, text(String(value))])),
              }),
      },
    ]),
  )
  const documents: readonly Omit<SourceDocument, 'file'>[] = [
    {
      data: {
        pack: 'bench',
        title: text('Bench'),
        languages: ['en'],
        zone: [{ offset: '+00:00' }],
        sources: {},
        branches: ['one'],
        sanctions: {},
        roles: {},
        events: {},
        codes: { 'bench/code': { title: text('Code'), short: text('Code') } },
      },
    },
    { data: { facts } },
    {
      data: {
        article: 'bench/code/1',
        code: 'bench/code',
        number: '1',
        title: text('One'),
        versions: RULES.map((rules, index) => version(rules, index)),
      },
    },
    {
      data: {
        decision: 'garden',
        title: text('Garden'),
        articles: ['bench/code/1'],
        kinds: ['outcome'],
        outcome: 'rule',
      },
    },
  ]
  return loadPack(documents.map((document, index) => ({ ...document, file: `bench-${index}` })))
}

/** Cases from a seed, the same on every machine. */
export function randomCases(count: number, seed = 7): readonly CaseFacts[] {
  let state = seed
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const pick = <T>(values: readonly T[]): T => values[next(values.length)] as T
  return Array.from({ length: count }, () => ({
    harm: pick(VALUES.harm),
    who: pick(VALUES.who),
    rare: pick(VALUES.rare),
    tended: pick(VALUES.tended),
    group: pick(VALUES.group),
    again: pick(VALUES.again),
    age: 8 + next(40),
    rescue: next(8) === 0,
    meant: next(4) !== 0,
    settled: pick(VALUES.settled),
    settledBefore: pick(VALUES.settledBefore),
    night: pick(VALUES.night),
  }))
}
