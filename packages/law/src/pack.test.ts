import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  casesOf,
  coverage,
  decide,
  duties,
  lawAt,
  loadPack,
  penaltyOf,
  runCase,
  staleWaivers,
  testMutants,
  verify,
} from '@umai/rules'
import { expect, test } from 'vitest'
import { generatedFiles } from './generate.ts'
import { dutyRows, eventNames, law } from './index.ts'
import { readPackDocuments } from './read-pack.ts'

const documents = readPackDocuments()
const written = loadPack(documents)

test('the shipped pack, the names and the coverage page are what the YAML says', () => {
  const root = join(import.meta.dirname, '../../..')

  for (const { path, content } of generatedFiles(documents))
    expect(
      readFileSync(join(root, path), 'utf8') === content,
      `${path}: npm run law:generate`,
    ).toBe(true)
})

test('every rule is applied by a case and left unmet by another, and each certain day is tried on both of its sides', () => {
  expect(
    coverage(written).flatMap(({ article, missing }) => missing.map((one) => `${article}: ${one}`)),
  ).toEqual([])
})

test('no text of the pack is left in English on a Russian or Kazakh page', () => {
  const left: string[] = []
  for (const { file, data } of documents)
    for (const text of textsIn(data))
      for (const lang of ['kk', 'ru'] as const) {
        const own = (text[lang] ?? '').replaceAll(/\S+\.(kz|ru|asia|com)\S*/g, '')
        if (/[a-z]{2}/i.test(own.replaceAll(/\b(SMS|[IVX]+)\b/g, '')))
          left.push(`${file} ${lang}: ${own}`)
      }

  expect([...new Set(left)]).toEqual([])
})

/** Every text of a document, wherever it stands: what has an English and a Russian side. */
function textsIn(data: unknown): readonly Readonly<Record<string, string>>[] {
  if (typeof data !== 'object' || data === null) return []
  if ('en' in data && 'ru' in data) return [data as Readonly<Record<string, string>>]
  return Object.values(data).flatMap(textsIn)
}

test('the readme counts the cases there are', () => {
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')

  expect(readme).toContain(`${casesOf(written).length.toLocaleString('en')} cases pass, 0 fail`)
})

test('every case in the data of the pack holds', () => {
  const failures = casesOf(written).flatMap((one) => {
    const result = runCase(written, one)
    return result.passed ? [] : [`${one.where.file} ${one.name}: ${result.failures.join('; ')}`]
  })

  expect(failures).toEqual([])
})

const battery = {
  harm: 'pain',
  intentional: true,
  relation: 'spouse',
  suffering: false,
  systematicBeating: false,
  disturbance: false,
  threatOfKilling: false,
  stalking: false,
  drivenToSuicide: false,
  suicideInduced: false,
  twoOrMoreVictims: false,
  victimDuty: false,
  victimHelpless: false,
  victimDependent: false,
  group: false,
  hooligan: false,
  hate: false,
  repeatOffence: false,
  victimAge: 30,
  priorPenalties: [],
  offenderAge: 30,
  offenderSex: 'male',
  childUnder14: false,
  disabilityGroup: 'none',
  military: false,
} as const

test('an act of 15 June 2024 and one of 16 June are qualified differently', () => {
  const before = decide(law, 'liability', {
    facts: battery,
    act: '2024-06-15',
    decided: '2024-06-15',
  })
  const after = decide(law, 'liability', { facts: battery, act: '2024-06-16' })

  expect(before.answer).toEqual(['kz/cao/73-2#p1-1'])
  expect(after.answer).toEqual(['kz/cc/109-1#p1'])
})

test('the fine is shown in tenge of the day the code names', () => {
  const decision = decide(law, 'liability', { facts: battery, act: '2024-06-16' })
  const [finding] = decision.findings

  const penalty = finding && penaltyOf(law, lawAt(law, '2024-06-16'), finding, decision.situation)

  expect(penalty?.settled?.oneOf.find(({ kind }) => kind === 'fine')?.money?.max).toBe(295_360)
})

test('a crime has the category that its longest deprivation of liberty gives it', () => {
  const wrong: string[] = []
  for (const { code, versions } of Object.values(written.articles))
    for (const { rules } of versions)
      for (const { ref, then } of rules) {
        if (code !== 'kz/cc' || then.kind !== 'liability' || !then.penalty || !then.category)
          continue
        const longest = Math.max(
          0,
          ...then.penalty.oneOf.map(({ kind, range }) =>
            kind === 'life' ? 999 : kind === 'prison' ? (range?.max ?? 0) : 0,
          ),
        )
        const category =
          longest === 0
            ? 'misdemeanour'
            : longest <= 24
              ? 'small'
              : longest <= 60
                ? 'medium'
                : longest <= 144
                  ? 'grave'
                  : 'especially-grave'
        if (category !== then.category) wrong.push(`${ref} is ${then.category}, not ${category}`)
      }

  expect(wrong).toEqual([])
})

test('a charge has at every time the category that its article gives it', () => {
  const CATEGORY_TERMS = {
    misdemeanour: 'misdemeanourCharge',
    small: 'smallCharge',
    medium: 'mediumCharge',
    grave: 'graveCharge',
    'especially-grave': 'especiallyGraveCharge',
  }
  const charges = Object.keys(written.facts.charge?.values ?? {})
  const onDay = (term: string, day: string) =>
    (written.terms[term]?.versions ?? []).find(
      ({ from, to }) => (!from || from.date <= day) && (!to || day < to.date),
    )
  const wrong: string[] = []
  for (const { code, number, versions } of Object.values(written.articles))
    for (const version of versions)
      for (const { id, then } of version.rules) {
        const charge = `cc-${number}-${id}`
        const day = version.from?.date
        if (code !== 'kz/cc' || then.kind !== 'liability' || !charges.includes(charge) || !day)
          continue
        for (const [category, term] of Object.entries(CATEGORY_TERMS)) {
          const named = JSON.stringify(onDay(term, day)?.means).includes(`"${charge}"`)
          if (then.category && named !== (category === then.category))
            wrong.push(`${charge} on ${day} is ${then.category}, ${term} says ${named}`)
        }
      }

  expect(wrong).toEqual([])
})

/** Questions whose law began within the texts of the pack: before it there was nothing to ask about. */
const BEGAN = {
  leave: 'added to LC 97 on 2024-06-16',
  'order-liability': 'no protective order before the law of 2009',
  'protective-order': 'no protective order before the law of 2009',
  'residence-ban': 'the law of 2009 had none; 175-V brought it',
  'special-requirements': 'the law of 2009 brought them',
  stay: 'MFC 5-1 brought it on 2024-06-16',
}

test('before its texts begin the pack refers to a person and never says that nothing applies', () => {
  const silent = Object.keys(written.decisions).filter(
    (name) => decide(written, name, { facts: {}, act: '1995-06-01' }).kind === 'none',
  )

  expect(silent.sort()).toEqual(Object.keys(BEGAN))
})

/** Misquotations in the notes of the law (part 1, §11) that no case can say, because no rule of law is in them. */
const NO_RULE_IN_IT: Readonly<Record<number, string>> = {
  10: 'how many died in how many years',
  11: 'how many reports in which months',
  18: 'which of the two laws of 15 April 2024 has which number: see the next test',
  19: 'that 73-3 is slander: see the next test',
  20: 'that 64-1 is insignificance: see the next test',
  26: 'how two names are spelled',
  27: 'when a trial began',
  28: 'that an undated article speaks of the law before 2024',
  29: 'that there is one contact centre: see the next test',
}

test('each of the thirty misquotations has a case that says what the statute says, or no rule in it', () => {
  const cases = casesOf(written).map(({ name }) => name)
  const open = Array.from({ length: 30 }, (_, index) => index + 1).filter(
    (number) =>
      !cases.some((name) => name.startsWith(`§11 no. ${number}:`)) && !(number in NO_RULE_IN_IT),
  )

  expect(open).toEqual([])
})

test('articles and laws that are taken for others are what they are', () => {
  const titleOf = (id: string) => written.articles[id]?.title.en
  const rulesOf = (id: string) => written.articles[id]?.versions.flatMap(({ rules }) => rules)
  const actOf = (article: string) => written.articles[article]?.versions.at(-1)?.from?.act

  expect([titleOf('kz/cao/73-3'), titleOf('kz/cao/64-1')]).toEqual(['Slander', 'Insignificance'])
  expect([rulesOf('kz/cao/73-3'), rulesOf('kz/cao/64-1')]).toEqual([[], []])
  expect([actOf('kz/cc/109-1'), actOf('kz/cao/127-2')]).toEqual([
    'kz/act/72-VIII',
    'kz/act/73-VIII',
  ])
  expect(titleOf('kz/mfc/67-1')).toBe('Contact centre 111')
})

test('every event begins or ends some duty', () => {
  const used = new Set(
    Object.values(written.articles).flatMap(({ versions }) =>
      versions.flatMap((version) =>
        version.duties.flatMap(({ trigger, satisfiedBy, ends }) => [
          ...trigger,
          ...satisfiedBy,
          ...ends,
        ]),
      ),
    ),
  )

  expect(eventNames.filter((name) => !used.has(name))).toEqual([])
})

test('a duty is said in three languages with its clock', () => {
  const check = (lang: 'kk' | 'ru' | 'en') =>
    dutyRows(law, lang).find(({ id }) => id === 'kz/lop/60#lop-po-check')?.deadline

  expect([check('kk'), check('ru'), check('en')]).toEqual([
    'әр күнтізбелік 7 күн ішінде кемінде бір рет',
    'не менее одного раза в течение 7 календарных дней',
    'at least once in 7 calendar days',
  ])
})

test('no Cyrillic word of the pack hides a Latin letter', () => {
  const mixed = new Set<string>()
  for (const { data } of documents)
    for (const [word] of JSON.stringify(data).matchAll(/[\p{L}\p{M}]+/gu))
      if (/\p{Script=Cyrillic}/u.test(word) && /\p{Script=Latin}/u.test(word)) mixed.add(word)

  expect([...mixed]).toEqual([])
})

test('an order served twice starts two clocks', () => {
  const found = duties(law, {
    events: [
      { event: 'order.served', at: '2026-05-04T15:00', about: 'order-1' },
      { event: 'order.served', at: '2026-05-05T15:00', about: 'order-2' },
    ],
    now: '2026-05-06T00:00',
  }).filter(({ id }) => id === 'kz/lop/60#lop-po-term')

  expect(found.map(({ due }) => due.at)).toEqual([
    '2026-06-03T10:00:00.000Z',
    '2026-06-04T10:00:00.000Z',
  ])
})

test('the pack has no gap, overlap, hole in time or penalty out of bounds that is not waived', () => {
  const findings = verify(written)

  const errors = findings.filter(({ level, waived }) => level === 'error' && waived === undefined)
  expect(errors.map(({ message }) => message)).toEqual([])
  expect(staleWaivers(written, findings)).toEqual([])
})

test('a case notices every fault planted in battery, light harm and breach of an order', () => {
  const { survivors } = testMutants(written, [
    'kz/cc/108-1',
    'kz/cc/109-1',
    'kz/cao/73-2',
    'kz/cao/461',
  ])

  expect(survivors.map(({ description }) => description)).toEqual([])
})
