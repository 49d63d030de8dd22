// Random small packs answered by the engine and by publicodes, with facts missing; part of main.ts, and alone:  node bench/rules/agree.ts
import { decide, loadPack } from '@umai/rules'
import Publicodes from 'publicodes'

const PACKS = 60
const SHEETS = 20
const FACTS = ['a', 'b', 'c', 'd']

let state = 17
const next = (below: number) => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((state / 2 ** 32) * below)
}
const text = (en: string) => ({ en })

type Literal = { readonly fact: string; readonly value: boolean }

/** Ordered conjunctions of yes/no facts, the last without a condition. */
function randomRules(): readonly (readonly Literal[])[] {
  const rules = Array.from({ length: 2 + next(3) }, () =>
    FACTS.filter(() => next(2) === 0).map((fact) => ({ fact, value: next(2) === 0 })),
  )
  return [...rules.filter((rule) => rule.length > 0), []]
}

function packOf(rules: readonly (readonly Literal[])[]) {
  const ids = rules.map((_, index) => `r${index}`)
  const documents: readonly unknown[] = [
    {
      pack: 'random',
      title: text('Random'),
      languages: ['en'],
      zone: [{ offset: '+00:00' }],
      sources: {},
      branches: ['one'],
      sanctions: {},
      roles: {},
      events: {},
      codes: { 'x/code': { title: text('X'), short: text('X') } },
    },
    {
      facts: Object.fromEntries(
        FACTS.map((fact) => [
          fact,
          { title: text(fact), type: 'yesno', question: text(`${fact}?`) },
        ]),
      ),
    },
    {
      article: 'x/code/1',
      code: 'x/code',
      number: '1',
      title: text('One'),
      versions: [
        {
          id: 'v1',
          confidence: 'verified',
          text: Object.fromEntries(ids.map((id) => [id, text(id)])),
          rules: rules.map((rule, place) => ({
            id: `r${place}`,
            cites: `r${place}`,
            when:
              rule.length === 0
                ? 'always'
                : { all: rule.map(({ fact, value }) => `${fact} = ${value}`) },
            // biome-ignore lint/suspicious/noThenProperty: the format of a pack speaks of when and then.
            then: { outcome: { name: `r${place}`, what: text(`r${place}`) } },
            ...(place + 1 < rules.length ? { overrides: ids.slice(place + 1) } : {}),
          })),
        },
      ],
    },
    {
      decision: 'one',
      title: text('One'),
      articles: ['x/code/1'],
      kinds: ['outcome'],
      outcome: 'rule',
    },
  ]
  return loadPack(documents.map((data, index) => ({ file: `random-${index}`, data })))
}

function publicodesOf(rules: readonly (readonly Literal[])[]) {
  const model = {
    answer: {
      variations: rules.map((rule, place) =>
        rule.length === 0
          ? { sinon: `'r${place}'` }
          : {
              si: {
                'toutes ces conditions': rule.map(
                  ({ fact, value }) => `${fact} = ${value ? 'oui' : 'non'}`,
                ),
              },
              alors: `'r${place}'`,
            },
      ),
    },
    ...Object.fromEntries(FACTS.map((fact) => [fact, { question: fact, type: 'booléen' }])),
  }
  const silent = { log: () => undefined, warn: () => undefined, error: () => undefined }
  return new Publicodes(model as never, { logger: silent } as never)
}

export type Agreement = {
  readonly packs: number
  readonly sheets: number
  readonly same: number
  /** Decided by the engine and not by publicodes. */
  readonly onlyOurs: number
  /** Sheets on which publicodes says something else, written out. */
  readonly contradictions: readonly string[]
}

/** Puts every sheet to both. */
export function agreement(): Agreement {
  let same = 0
  let onlyOurs = 0
  const contradictions: string[] = []
  for (let count = 0; count < PACKS; count += 1) {
    const rules = randomRules()
    const pack = packOf(rules)
    const peer = publicodesOf(rules)
    for (let sheet = 0; sheet < SHEETS; sheet += 1) {
      const facts = Object.fromEntries(
        FACTS.filter(() => next(3) > 0).map((fact) => [fact, next(2) === 0]),
      )
      const { kind, answer } = decide(pack, 'one', { facts, act: '2024-01-01' })
      const ours = kind === 'decided' ? answer[0]?.split('#')[1] : undefined
      peer.setSituation(
        Object.fromEntries(
          Object.entries(facts).map(([name, value]) => [name, value ? 'oui' : 'non']),
        ) as never,
      )
      const { nodeValue } = peer.evaluate('answer')
      const theirs = typeof nodeValue === 'string' ? nodeValue : undefined
      if (ours === theirs) same += 1
      else if (theirs === undefined) onlyOurs += 1
      else
        contradictions.push(
          `${JSON.stringify({ rules, facts })}: ${ours ?? 'unknown'} here, ${theirs} by publicodes`,
        )
    }
  }
  return { packs: PACKS, sheets: PACKS * SHEETS, same, onlyOurs, contradictions }
}

export function agreementText({
  packs,
  sheets,
  same,
  onlyOurs,
  contradictions,
}: Agreement): string {
  return `${packs} random packs, ${sheets} sheets: ${same} the same, ${onlyOurs} decided only here, ${contradictions.length} contradictions`
}

if (import.meta.main) {
  const found = agreement()
  process.stdout.write(`${[agreementText(found), ...found.contradictions].join('\n')}\n`)
  if (found.contradictions.length > 0) process.exitCode = 1
}
