import type { Facts } from '@umai/rules'
import { type Lang, langs, type PlainDate, type Text } from '@umai/words'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { caseViews, lawWithCases } from './cases.ts'
import {
  articleList,
  articleView,
  caseloadView,
  law,
  lawChanges,
  type QuestionView,
  topics,
  whatApplies,
} from './index.ts'
import { articleLabel } from './labels.ts'
import { rangeText } from './rule-words.ts'

const today = '2026-11-23'
const ids = Object.keys(law.articles)

type Page = NonNullable<ReturnType<typeof articleView>>
type Provision = Page['versions'][number]['provisions'][number]

/** What stands beside a provision besides its rules and duties: remarks, doubts and notes on where it was read. */
function remarksOn(page: Page | undefined, { noRule, rules, duties, open }: Provision): Text[] {
  return [
    noRule,
    ...open.map(({ what }) => what),
    ...rules.flatMap(({ note, source }) => [note, source?.note]),
    ...duties.flatMap(({ note, basis }) => [note, basis]),
    ...(page?.versions ?? []).flatMap(({ note, source, act }) => [note, source?.note, act?.note]),
    ...(page?.terms ?? []).map(({ source }) => source?.note),
    ...(page?.readings ?? []).flatMap(({ title, why, source }) => [title, why, source?.note]),
  ].filter((text) => text !== null && text !== undefined)
}

describe('the page of an article', () => {
  it.each(ids)('%s says every provision in three languages and every rule in words', (id) => {
    const page = articleView(law, id, today)
    for (const { provisions } of page?.versions ?? [])
      for (const provision of provisions) {
        const { text, rules, duties, noRule } = provision
        for (const lang of langs) {
          for (const remark of remarksOn(page, provision)) expect(remark[lang].trim()).not.toBe('')
          for (const { conditions } of rules)
            for (const line of conditions) expect(line.text[lang].trim()).not.toBe('')
          for (const duty of duties)
            for (const said of [duty.bearer, duty.what, duty.deadline, duty.trigger])
              expect(said[lang].trim()).not.toBe('')
        }
        if (rules.length === 0 && duties.length === 0)
          expect(text.kk && text.ru && text.en && noRule?.kk && noRule.ru && noRule.en).toBeTruthy()
      }
  })

  it('names a part and its item as its act does, and a part that was put in later by its own number', () => {
    const labels = (id: string, on: string) =>
      articleView(law, id, on)
        ?.versions.at(-1)
        ?.provisions.map(({ label }) => label)

    const reconciliation = labels('kz/cc/68', today)
    expect(reconciliation?.map(({ ru }) => ru)).toContain('ч. 4 п. 8')
    expect(reconciliation?.map(({ kk }) => kk)).toContain('4-бөлік 2-1) тармақ')
    expect(reconciliation?.map(({ en }) => en)).toContain('part 4 item 9')
    expect(labels('kz/cc/120', today)?.map(({ ru }) => ru)).toContain('ч. 3-1')
    expect(labels('kz/lop/72', today)?.map(({ ru }) => ru)).toContain('п. 3 подп. 2')
    for (const id of ids)
      for (const { label } of articleView(law, id, today)?.versions.flatMap((v) => v.provisions) ??
        [])
        expect(label.ru).toMatch(/^(ч\.|п\.|текст не прочитан)/)
  })

  it('says in the language of the page why a part has no rule and what to know about a source', () => {
    const page = articleView(law, 'kz/lop/72', today)
    const kinds = page?.versions.at(-1)?.provisions.find(({ limb }) => limb === 'p1')
    expect(kinds?.noRule?.ru).toBe(
      'Говорит, что предусматривает закон; срока нет, ни одно решение программы от этого не зависит.',
    )
    const notify = page?.versions.at(-1)?.provisions.find(({ limb }) => limb === 'p3(2)')
    expect(notify?.duties[0]?.basis?.kk).toContain('мәтінде «мүдделі субъектілер» делінген')
    const source = articleView(law, 'kz/cao/434', today)?.versions.at(-1)?.source
    expect(source?.note?.ru).toBe('Часть 3 прочитана как относящаяся к части 2.')
  })

  it('shows the version of the day, and names the one to come before it is in force', () => {
    const on = (day: string) => articleView(law, 'kz/cc/109-1', day)

    expect(on('2024-06-15')?.status).toBe('not-yet')
    expect(on('2024-06-16')?.status).toBe('in-force')
    expect(articleView(law, 'kz/cao/73-2', '2024-06-16')?.status).toBe('no-longer')
  })

  it('runs the cases about the article and all of them hold', () => {
    const cases = caseViews(lawWithCases, 'kz/cc/109-1')

    expect(cases.length).toBeGreaterThan(10)
    expect(cases.filter(({ passed }) => !passed)).toEqual([])
  })

  it('expects a duty by its place, its words and its clock, never by a name in the data', () => {
    const lines = caseViews(lawWithCases, 'kz/lop/72').flatMap(({ expected }) => expected)

    expect(lines.map(({ ru }) => ru)).toContain(
      'ЗПП 72 п. 3 подп. 2: Уведомить заинтересованных субъектов профилактики в течение суток · срок до 11 мая 2026 г., 22:00 · срок идёт',
    )
    for (const { ru, kk } of lines) expect(`${ru} ${kk}`).not.toMatch(/[a-z]{3}/)
  })

  it('titles a case by its facts in each language and tells what it is for', () => {
    const cases = caseViews(lawWithCases, 'kz/cc/109-1')
    const first = cases.find(({ name }) => name.startsWith('p1 for harm pain'))

    expect(first?.title.ru).toBe(
      'вред: физическая боль (побои), умысел, возраст правонарушителя: 30, пол правонарушителя: мужчина, группа инвалидности: нет; не было: возраст заведомо известен, беспомощное состояние, материальная или иная зависимость, ещё 12',
    )
    expect(first?.title.kk).toContain('дене ауыруы (ұрып-соғу)')
    expect(first?.group).toBe('penalty')
    expect(new Set(cases.map(({ group }) => group))).toContain('worked')
    expect(cases.filter(({ title }) => /[A-Za-z]{3}/.test(title.ru + title.kk))).toEqual([])
  })

  it('shows a case that does not hold as one that does not', () => {
    const [first] = lawWithCases.articles['kz/cc/109-1']?.tests ?? []
    const broken = {
      ...lawWithCases,
      cases:
        first === undefined ? [] : [{ ...first, name: 'broken', expect: { none: true as const } }],
    }

    const [shown] = caseViews(broken, 'kz/cc/109-1').filter(({ name }) => name === 'broken')

    expect(shown?.passed).toBe(false)
    expect(shown?.failures).not.toEqual([])
  })
})

describe('the list of articles', () => {
  it.each(['109-1', 'ст. 109-1', 'побои', 'ұрып-соғу', 'battery', 'Побоями', 'УК 109-1'])(
    'finds the article on battery by "%s"',
    (q) => {
      expect(articleList(law, today, { q }).items.map(({ id }) => id)).toContain('kz/cc/109-1')
    },
  )

  it('finds nothing by a word that no article has', () => {
    expect(articleList(law, today, { q: 'экскаватор' }).items).toEqual([])
  })

  it('counts each article in exactly one status', () => {
    const { counts, total } = articleList(law, today)

    expect(counts['in-force'] + counts['not-yet'] + counts['no-longer']).toBe(total)
  })
})

it('the change of June 2024 brings battery into the criminal code and takes it out of the administrative', () => {
  const { acts, articles } = lawChanges(law, '2024-06-15', '2024-06-16')
  const changed = new Map(articles.map((one) => [one.id, one]))

  expect(acts.length).toBeGreaterThan(0)
  expect(changed.get('kz/cc/109-1')).toMatchObject({ before: null })
  expect(changed.get('kz/cao/73-2')).toMatchObject({ after: null })
  expect(changed.get('kz/cc/109-1')?.changes.every(({ before }) => before === null)).toBe(true)
})

it('nothing changes from a day to itself', () => {
  expect(lawChanges(law, today, today)).toMatchObject({ acts: [], articles: [] })
})

describe('what applies', () => {
  const answerOf = ({ kind, choices, min, max }: QuestionView, pick: number) => {
    switch (kind) {
      case 'yesno':
        return [true, false, { state: 'declined' }][pick % 3]
      case 'choice':
        return choices[pick % Math.max(1, choices.length)]?.value
      case 'number':
        return Math.min(max ?? 30, Math.max(min ?? 0, [5, 16, 30][pick % 3] ?? 0))
      case 'list':
        return []
      default:
        return '2026-01-01'
    }
  }

  it('never asks twice and comes to an end, whatever is answered', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...topics.map(({ id }) => id)),
        fc.array(fc.nat(5), { minLength: 60, maxLength: 60 }),
        (topic, picks) => {
          let facts: Facts = {}
          for (const pick of picks) {
            const { question } = whatApplies(law, { topic, on: today, facts })
            if (question === null) return
            expect(facts).not.toHaveProperty(question.name)
            facts = {
              ...facts,
              [question.name]: answerOf(question, pick) as never,
            }
          }
          expect.unreachable('sixty answers and still a question')
        },
      ),
      { numRuns: 4, endOnFailure: true },
    )
  }, 120_000)

  it('a fact said to be irrelevant changes no answer', () => {
    const facts: Facts = { harm: 'pain', intentional: true }
    const states = (given: Facts) =>
      whatApplies(law, { topic: 'liability', on: today, facts: given }).sections.map(
        ({ state, findings, possible }) => ({
          state,
          rules: findings.map(({ rule }) => rule),
          possible: possible.map(({ value }) => value),
        }),
      )
    const { irrelevant } = whatApplies(law, { topic: 'liability', on: today, facts })
    const before = states(facts)
    const yesno = irrelevant.filter(({ name }) => law.facts[name]?.type === 'yesno')

    expect(yesno.length).toBeGreaterThan(3)
    for (const { name } of yesno)
      for (const value of [true, false]) expect(states({ ...facts, [name]: value })).toEqual(before)
  })

  it('qualifies an act of 15 June 2024 and one of 16 June differently', () => {
    const facts = {
      ...Object.fromEntries(
        Object.values(law.facts).flatMap(({ name, type }) =>
          type === 'yesno' ? [[name, false]] : [],
        ),
      ),
      harm: 'pain',
      intentional: true,
      inDwelling: true,
      relation: 'spouse',
      victimAge: 30,
      offenderAge: 30,
      priorPenalties: [],
    }
    const found = (on: string) =>
      whatApplies(law, { topic: 'violence', on, facts }).sections[0]?.findings.map(
        ({ article }) => article,
      )

    expect(found('2024-06-15')).toEqual(['kz/cao/73-2'])
    expect(found('2024-06-16')).toEqual(['kz/cc/109-1'])
  })
})

describe('a caseload', () => {
  const days = { decision: 'liability', from: '2024-06-15', to: '2024-06-16' }

  it('is counted whole: the flows together are all its cases', () => {
    const { flows, total, changed } = caseloadView(law, {
      ...days,
      caseload: { count: 2000, seed: 7 },
    })

    expect(total).toBe(2000)
    expect(flows.reduce((sum, { cases }) => sum + cases, 0)).toBe(2000)
    expect(
      flows
        .filter(({ before, after }) => before !== after)
        .reduce((sum, { cases }) => sum + cases, 0),
    ).toBe(changed)
  })

  it('with one faulty row is not counted at all, and the row, value and expectation are named', () => {
    const csv = 'harm,intentional\npain,true\npaim,true\npain,maybe\n'
    const { total, flows, faults } = caseloadView(law, { ...days, caseload: { csv } })

    expect(total).toBe(0)
    expect(flows).toEqual([])
    expect(faults).toMatchObject([
      { row: 3, fact: 'harm', value: 'paim' },
      { row: 4, fact: 'intentional', value: 'maybe', expected: { ru: 'true или false' } },
    ])
  })

  it('whose first line names no fact is refused by that name', () => {
    expect(() => caseloadView(law, { ...days, caseload: { csv: 'harn\npain' } })).toThrow('"harn"')
  })
})

test('a list is asked with the articles a rule looks at, and its entries are said back in words', () => {
  const view = whatApplies(law, {
    topic: 'order',
    on: '2024-07-01' as PlainDate,
    facts: {
      orderBreached: true,
      priorPenalties: [{ article: 'kz/cao/461', imposed: '2024-01-10' }],
    },
  })
  const known = view.known.find(({ name }) => name === 'priorPenalties')

  expect(known?.fields[0]?.choices.map(({ value }) => value)).toContain('kz/cao/461')
  expect(known?.valueText.ru).toBe('КоАП 461, 10 января 2024 г.')
})

test('units stand in the case that the words around them ask for', () => {
  const say = (min: number | undefined, max: number | undefined, measure: string, lang: Lang) =>
    rangeText({ min, max }, measure, lang)

  expect(say(undefined, 80, 'index', 'kk')).toBe('80 АЕК-ке дейін')
  expect(say(36, 84, 'months', 'kk')).toBe('3 жылдан бастап 7 жылға дейін')
  expect(say(36, 84, 'months', 'ru')).toBe('от 3 до 7 лет')
  expect(say(6, 12, 'months', 'ru')).toBe('от 6 месяцев до 1 года')
  expect(say(undefined, 12, 'months', 'en')).toBe('up to 1 year')
  expect(say(24, 24, 'months', 'ru')).toBe('2 года')
  expect(say(15, 20, 'days', 'ru')).toBe('от 15 до 20 суток')
})

test('the label of an article is a number or a title, never its id, in each language', () => {
  const labels = ids.flatMap((id) =>
    langs.map((lang) =>
      articleLabel(law, id)[lang].replace(
        law.codes[law.articles[id]?.code ?? '']?.short[lang] ?? '',
        '',
      ),
    ),
  )

  expect(labels.filter((label) => !/^( \d[\d-]*|: \p{Lu}.+)$/u.test(label))).toEqual([])
})

test('a part that builds on the first one is headed by the title of its article', () => {
  const view = whatApplies(law, {
    topic: 'violence',
    on: '2024-06-16',
    facts: { harm: 'pain', intentional: true, twoOrMoreVictims: true },
  })
  const titles = view.sections.flatMap(({ findings }) => findings.map(({ title }) => title))

  expect(titles.filter(({ ru }) => ru.startsWith('Побои, ч. 2: То же'))).toHaveLength(1)
  expect(titles.filter(({ kk }) => kk.startsWith('Ұрып-соғу, 2-бөлік: Сол әрекет'))).toHaveLength(1)
  expect(
    titles.filter(({ kk, ru, en }) => /^(Сол әрекет|То же|The same)/.test([kk, ru, en].join('\n'))),
  ).toEqual([])
})
