import { law } from '@umai/law'
import { type Lang, langs } from '@umai/words'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dutyOn, limbOn } from '../ui/cited/template.ts'
import {
  type Answers,
  cards,
  chosenOf,
  factsOf,
  nextQuestion,
  type QuestionId,
  questions,
  rightsOf,
} from './model.ts'
import { rightsWords } from './words.ts'

const day = '2026-11-26'
/** Answers every question in turn with what is given, or with "rather not say". */
const interview = (given: Answers): Answers => {
  let answers: Answers = {}
  for (let asked = 0; asked < 20; asked += 1) {
    const question = nextQuestion(answers, day)
    if (question === undefined) return answers
    answers = { ...answers, [question.id]: given[question.id] ?? [] }
  }
  throw new Error('the interview does not end')
}
const idsOf = (answers: Answers) => rightsOf(answers, day).cards.map(({ id }) => id)

test.each(cards.map((card) => [card.id, card] as const))(
  'what the card "%s" states is in the pack today, in three languages',
  (_id, card) => {
    expect(card.limbs.length + card.duties.length).toBeGreaterThan(0)
    for (const lang of langs) {
      for (const ref of card.limbs) expect(limbOn(ref, day, lang).text).toBeTruthy()
      for (const ref of card.duties) expect(dutyOn(ref, day, lang).what).toBeTruthy()
    }
    if (card.asks !== undefined) expect(law.decisions).toHaveProperty(card.asks.decision)
  },
)

test('plain words hold no figure: terms and amounts come from the pack', () => {
  const cardWords = (lang: Lang) =>
    cards.flatMap(({ id }) => [rightsWords[lang][`${id}_t`], rightsWords[lang][`${id}_s`]])
  for (const lang of langs)
    for (const text of cardWords(lang)) {
      expect(text).toBeTypeOf('string')
      expect(text).not.toMatch(/\d/)
    }
})

test('every choice tells only facts that the pack knows', () => {
  const told = questions.flatMap(({ choices }) =>
    choices.flatMap(({ facts = {} }) => Object.keys(facts)),
  )
  expect(told.filter((name) => !(name in law.facts))).toEqual([])
})

test('a question is left out when its answer can change nothing any more', () => {
  const asked = Object.keys(
    interview({ who: ['self'], what: ['words'], age: ['grown'], other: ['younger'] }),
  )

  expect(asked).not.toContain('depend')
  expect(asked).toContain('work')
})

test('who is hurt by somebody under sixteen is told that no order is issued, and why it is not hidden', () => {
  const answers = interview({ who: ['self'], what: ['pain'], other: ['younger'] })

  expect(idsOf(answers)).not.toContain('order')
  expect(rightsOf(answers, day).not).toContain('order')
})

test('who depends on the other one is shown the prosecutor, not the complaint', () => {
  const depends = idsOf(interview({ who: ['self'], what: ['pain'], depend: ['yes'] }))
  const not = idsOf(interview({ who: ['self'], what: ['pain'], depend: ['no'] }))

  expect(depends).toContain('prosecutor')
  expect(depends).not.toContain('complaint')
  expect(not).toContain('complaint')
  expect(not).not.toContain('prosecutor')
})

test('leave is shown to who works, and said not to be given to who does not', () => {
  expect(idsOf(interview({ who: ['self'], work: ['yes'] }))).toContain('leave')
  expect(rightsOf(interview({ who: ['self'], work: ['no'] }), day).not).toContain('leave')
})

test('who would rather say nothing is still shown the rights of everybody', () => {
  expect(idsOf(interview({ who: ['self'] }))).toEqual(
    expect.arrayContaining(['act', 'order', 'stay', 'aid', 'secret', 'complaint', 'child']),
  )
})

test.each(['parent', 'witness', 'employer', 'professional'] as const)(
  'a %s gets a sheet of their own',
  (who) => {
    const ids = idsOf(interview({ who: [who] }))

    expect(ids.length).toBeGreaterThan(1)
    expect(ids).not.toContain('order')
  },
)

test('the interview ends and no right appears by withholding an answer that would exclude it, whatever is chosen', () => {
  const answersOf = fc.record(
    Object.fromEntries(
      questions.map(({ id, choices }) => [id, fc.subarray(choices.map(({ value }) => value))]),
    ) as Record<QuestionId, fc.Arbitrary<string[]>>,
  )
  fc.assert(
    fc.property(answersOf, (given) => {
      const answers = interview(
        Object.fromEntries(
          questions.map((question) => [question.id, chosenOf(question, given[question.id])]),
        ),
      )
      for (const card of rightsOf(answers, day).cards)
        expect(card.open.every((name) => factsOf(answers)[name] === undefined)).toBe(true)
    }),
    { numRuns: 200 },
  )
})
