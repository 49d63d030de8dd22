// The rules engine against hand-written code and its peers, on one decision, in one run, and what must be reached:  node bench/rules/main.ts
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { readPackDocuments } from '@umai/law/yaml'
import {
  type Columns,
  casesOf,
  closuresOf,
  compile,
  countWords,
  decide,
  decideColumns,
  expandTrace,
  impactOfCounts,
  impactOfWords,
  instantiate,
  loadPack,
  packColumns,
  runCase,
  scopeOf,
  tableOf,
  testMutants,
  verify,
  walk,
} from '@umai/rules'
import { agreement, agreementText } from './agree.ts'
import {
  benchPack,
  byHand,
  byHandBefore,
  type CaseFacts,
  DATES,
  RULES,
  randomCases,
  VALUES,
} from './decision.ts'
import { dmnTable, jsonRulesEngine, type Peer, publicodes, zen } from './peers.ts'

const ROUNDS = 9
const CASES = 20_000
const BATCH = 2_000_000
const COUNTED = 10_000_000
const SHEETS = 2_000

type Subject = { readonly name: string; readonly cases: number; readonly run: () => unknown }
type Line = { readonly name: string; readonly perSecond: number; readonly ratio: number }

let sink: unknown
const out = (line = '') => process.stdout.write(`${line}\n`)

/** Cases per second of processor time, so that other work on the machine counts little; threads of native peers are included. */
async function time({ run, cases }: Subject): Promise<number> {
  const start = process.cpuUsage()
  sink = await run()
  const { user, system } = process.cpuUsage(start)
  return (cases / (user + system)) * 1_000_000
}

/** Interleaved rounds; the ratio is the median of the ratios of the same round, so that a busy machine disturbs it little. */
async function measure(
  title: string,
  reference: Subject,
  subjects: readonly Subject[],
): Promise<readonly Line[]> {
  const all = [reference, ...subjects]
  for (const subject of all) await time(subject)
  const rates = all.map((): number[] => [])
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [index, subject] of all.entries()) rates[index]?.push(await time(subject))
  out(`\n${title}`)
  return all.map(({ name }, index) => {
    const own = rates[index] ?? []
    const line = {
      name,
      perSecond: median(own),
      ratio: median(own.map((rate, round) => rate / (rates[0]?.[round] ?? 1))),
    }
    out(`  ${name.padEnd(56)} ${shown(line.perSecond).padStart(10)}/s  ${ratioText(line.ratio)}`)
    return line
  })
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
function shown(rate: number): string {
  return rate >= 1e6
    ? `${(rate / 1e6).toFixed(1)} M`
    : rate >= 1e3
      ? `${(rate / 1e3).toFixed(1)} k`
      : rate.toFixed(0)
}
function ratioText(ratio: number): string {
  return ratio >= 0.01 ? `${ratio.toFixed(2)} ×` : `1/${Math.round(1 / ratio)}`
}

const pack = benchPack()
const program = compile(pack, 'garden', [...DATES])
const law = program.laws[1]
if (!law) throw new Error('two laws were compiled')
const cases = randomCases(CASES)
const situations = cases.map((facts) => ({ facts, clocks: { act: DATES[1] }, readings: {} }))
const emitted = instantiate(program, law)
const traced = instantiate(program, law, { trace: true })
const closures = closuresOf(scopeOf(pack, 'garden', DATES[1]))
const names = law.outcomes.map((outcome) => outcome.split('#')[1] ?? '')
const peers: readonly Peer[] = [publicodes(), jsonRulesEngine(), zen(), await dmnTable()]

// Everybody answers the same before anybody is timed.
for (const facts of cases.slice(0, 500)) {
  const wanted = byHand(facts)
  const answers = [
    names[emitted(facts)],
    decide(pack, 'garden', { facts, act: DATES[1] }).answer[0]?.split('#')[1],
    ...(await Promise.all(peers.map(({ answer }) => answer(facts)))),
  ]
  if (answers.some((answer) => answer !== wanted))
    throw new Error(`${JSON.stringify(facts)} is ${wanted} by hand but ${answers.join(', ')}`)
}
for (const facts of cases) {
  if (
    decide(pack, 'garden', { facts, act: DATES[0] }).answer[0]?.split('#')[1] !==
    byHandBefore(facts)
  )
    throw new Error(`the first text differs on ${JSON.stringify(facts)}`)
}

const loop = (name: string, answer: (facts: CaseFacts) => unknown): Subject => ({
  name,
  cases: CASES * 20,
  run() {
    let last: unknown
    for (let turn = 0; turn < 20; turn += 1) for (const facts of cases) last = answer(facts)
    return last
  },
})
const loopSituations = (
  name: string,
  turns: number,
  answer: (situation: (typeof situations)[number]) => unknown,
): Subject => ({
  name,
  cases: CASES * turns,
  run() {
    let last: unknown
    for (let turn = 0; turn < turns; turn += 1)
      for (const situation of situations) last = answer(situation)
    return last
  },
})
const slow = ({ name, answer }: Peer): Subject => ({
  name,
  cases: 300,
  async run() {
    let last: unknown
    for (const facts of cases.slice(0, 300)) last = await answer(facts)
    return last
  },
})

const decisions = await measure(
  'One decision, all facts known',
  loop('hand-written TypeScript', byHand),
  [
    loop('emitted code', emitted),
    loop('emitted code with compact trace', traced),
    loopSituations('trace expanded to the full explanation', 1, (situation) =>
      expandTrace(program, law, traced(situation.facts), situation),
    ),
    loopSituations('edited live: decision diagram, no emitted code', 5, (situation) =>
      walk(program, law, situation),
    ),
    loopSituations('edited live: closures, every rule', 1, (situation) =>
      closures.map((closure) => closure(situation)),
    ),
    loopSituations('interpreter with findings and citations (decide)', 1, ({ facts }) =>
      decide(pack, 'garden', { facts, act: DATES[1] }),
    ),
    ...peers.map(slow),
  ],
)

// ---------------------------------------------------------------- batch and impact

const rows = randomCases(50_000, 11)
const many = Array.from({ length: BATCH }, (_, index) => rows[index % rows.length] as CaseFacts)
const code = (name: keyof CaseFacts, facts: CaseFacts) => {
  const value = facts[name]
  return typeof value === 'number'
    ? value
    : typeof value === 'boolean'
      ? Number(value)
      : (VALUES[name] as readonly unknown[]).indexOf(value)
}
const columns: Columns = {
  rows: BATCH,
  complete: true,
  facts: Object.fromEntries(
    (Object.keys(VALUES) as readonly (keyof CaseFacts)[]).map((name) => [
      name,
      Uint8Array.from(many, (facts) => code(name, facts)),
    ]),
  ),
}
const tables = program.laws.map((one) => tableOf(program, one, true))
const table = tables[1] ?? new Uint16Array()
const words = packColumns(program, columns)
const answers = decideColumns(table, words)
for (let row = 0; row < 50_000; row += 1)
  if (names[answers[row] ?? 0] !== byHand(many[row] as CaseFacts))
    throw new Error(`row ${row} differs in columns`)
const into = new Uint16Array(BATCH)
const batch = await measure(
  `Batch of ${BATCH / 1e6} million cases`,
  {
    name: 'hand-written TypeScript, case by case',
    cases: BATCH,
    run: () => many.reduce((sum, facts) => sum + byHand(facts).length, 0),
  },
  [
    {
      name: 'columns: pack and decide',
      cases: BATCH,
      run: () => decideColumns(table, packColumns(program, columns), into),
    },
    {
      name: 'columns: decide reduced cases',
      cases: BATCH,
      run: () => decideColumns(table, words, into),
    },
  ],
)
const impacts = await measure(
  `Two texts compared on ${BATCH / 1e6} million cases, with the matrix of changes`,
  {
    name: 'hand-written TypeScript, both texts',
    cases: BATCH,
    run() {
      const matrix = new Map<string, number>()
      for (const facts of many) {
        const key = `${byHandBefore(facts)}>${byHand(facts)}`
        matrix.set(key, (matrix.get(key) ?? 0) + 1)
      }
      return matrix
    },
  },
  [
    {
      name: 'impact on reduced cases',
      cases: BATCH,
      run: () => impactOfWords(program, words, 0, 1, tables),
    },
  ],
)
const counts = countWords(words).map((count) => count * (COUNTED / BATCH))
const further: number[] = []
for (let round = 0; round < 15; round += 1) {
  const start = performance.now()
  sink = impactOfCounts(program, counts, 0, 1, tables)
  further.push(performance.now() - start)
}
const impact = impactOfCounts(program, counts, 0, 1, tables)
out(
  `\nOne more text on ${impact.total / 1e6} million counted cases: ${median(further).toFixed(2)} ms`,
)

// ---------------------------------------------------------------- partial facts

/** The answers of all completions, by hand. */
function truthOf(facts: Partial<CaseFacts>): ReadonlySet<string> {
  const found = new Set<string>()
  const complete = (known: Partial<CaseFacts>, names: readonly (keyof CaseFacts)[]): void => {
    const missing = names.find((name) => known[name] === undefined)
    if (missing === undefined) found.add(byHand(known as CaseFacts))
    else
      for (const value of VALUES[missing])
        complete(
          { ...known, [missing]: value },
          names.filter((name) => name !== missing),
        )
  }
  complete(facts, Object.keys(VALUES) as readonly (keyof CaseFacts)[])
  return found
}
let state = 3
const chance = () => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return state / 2 ** 32
}
const sheets = randomCases(SHEETS, 5).map((facts) => {
  const partial = Object.fromEntries(
    Object.entries(facts).filter(() => chance() >= 0.3),
  ) as Partial<CaseFacts>
  return { partial, truth: truthOf(partial) }
})
const ours: Peer = {
  name: '@umai/rules',
  answer: (facts) => {
    const { kind, answer } = decide(pack, 'garden', { facts, act: DATES[1] })
    return kind === 'undecided' ? undefined : answer[0]?.split('#')[1]
  },
}
out(
  `\n${SHEETS} sheets with facts missing; ${sheets.filter(({ truth }) => truth.size === 1).length} are decided by what is known`,
)
out(
  `  ${''.padEnd(32)} ${'right'.padStart(7)} ${'unknown'.padStart(8)} ${'too careful'.padStart(12)} ${'wrong'.padStart(7)} ${'threw'.padStart(7)}`,
)
const partial: Record<string, Record<string, number>> = {}
for (const { name, answer } of [ours, ...peers]) {
  const tally = { right: 0, unknown: 0, careful: 0, wrong: 0, threw: 0 }
  for (const { partial: facts, truth } of sheets) {
    const decided = truth.size === 1
    try {
      const given = await answer(facts)
      if (given === undefined) tally[decided ? 'careful' : 'unknown'] += 1
      else tally[decided && truth.has(given) ? 'right' : 'wrong'] += 1
    } catch {
      tally.threw += 1
    }
  }
  partial[name] = tally
  out(
    `  ${name.padEnd(32)} ${String(tally.right).padStart(7)} ${String(tally.unknown).padStart(8)} ${String(tally.careful).padStart(12)} ${String(tally.wrong).padStart(7)} ${String(tally.threw).padStart(7)}`,
  )
}

/** Every sheet there is over seven of the facts, the other five known: what the engine says against all completions. */
function everySheet(): {
  readonly sheets: number
  readonly unsound: number
  readonly careful: number
} {
  const open: readonly (keyof CaseFacts)[] = [
    'harm',
    'rare',
    'group',
    'again',
    'meant',
    'settled',
    'night',
  ]
  const known = {
    who: 'guest',
    tended: true,
    age: 15,
    rescue: false,
    settledBefore: false,
  } as const
  let sheets = 0
  let unsound = 0
  let careful = 0
  const visit = (facts: Partial<CaseFacts>, rest: readonly (keyof CaseFacts)[]): void => {
    const [name, ...others] = rest
    if (name !== undefined) {
      visit(facts, others)
      for (const value of VALUES[name]) visit({ ...facts, [name]: value }, others)
      return
    }
    sheets += 1
    const truth = truthOf(facts)
    const { kind, answer } = decide(pack, 'garden', { facts, act: DATES[1] })
    if (kind === 'undecided') careful += truth.size === 1 ? 1 : 0
    else if (truth.size > 1 || !truth.has(answer[0]?.split('#')[1] ?? '')) unsound += 1
  }
  visit(known, open)
  return { sheets, unsound, careful }
}
const every = everySheet()
out(
  `\nEvery one of ${every.sheets} sheets over seven facts: ${every.unsound} answers that a completion contradicts, ${every.careful} unknown although all completions agree`,
)

const agreed = agreement()
out(`\n${agreementText(agreed)}`)
for (const line of agreed.contradictions) out(`  ${line}`)

// ---------------------------------------------------------------- the pack of Kazakhstan's law

const written = loadPack(readPackDocuments())
const verifying: number[] = []
let errors = -1
for (let round = 0; round < 3; round += 1) {
  const start = process.cpuUsage()
  errors = verify(written).filter(
    ({ level, waived }) => level === 'error' && waived === undefined,
  ).length
  const { user, system } = process.cpuUsage(start)
  verifying.push((user + system) / 1e6)
}
const lawCases = casesOf(written)
const failing = lawCases.filter((one) => !runCase(written, one).passed).length
out(
  `\nKazakhstan's law: ${Object.keys(written.articles).length} articles verified in ${median(verifying).toFixed(2)} s with ${errors} errors; ${lawCases.length} cases, ${failing} fail`,
)
const mutants = process.argv.includes('--mutants') ? testMutants(written) : undefined
if (mutants)
  out(
    `  ${mutants.total} planted faults: ${mutants.killed} noticed by a case, ${mutants.equivalent} proved to change nothing, ${mutants.survivors.length} unnoticed`,
  )

// ---------------------------------------------------------------- what must be reached

const rate = (lines: readonly Line[], name: string) =>
  lines.find((line) => line.name.startsWith(name))
const peerBest = Math.max(...peers.map(({ name }) => rate(decisions, name)?.perSecond ?? 0))
const emittedRate = rate(decisions, 'emitted code')
const targets: readonly (readonly [
  name: string,
  value: number,
  target: number,
  atMost?: boolean,
])[] = [
  ['emitted ÷ hand-written', emittedRate?.ratio ?? 0, 0.7],
  ['emitted ÷ fastest peer', (emittedRate?.perSecond ?? 0) / peerBest, 1_000],
  ['with compact trace ÷ hand-written', rate(decisions, 'emitted code with')?.ratio ?? 0, 0.5],
  ['full explanations per second', rate(decisions, 'trace expanded')?.perSecond ?? 0, 400_000],
  ['edited live ÷ hand-written', rate(decisions, 'edited live: decision')?.ratio ?? 0, 0.07],
  ['batch ÷ hand-written', rate(batch, 'columns: pack')?.ratio ?? 0, 1.2],
  ['two texts on reduced cases ÷ hand-written', rate(impacts, 'impact')?.ratio ?? 0, 5],
  ['one more text on 10 million counted cases, ms', median(further), 5, true],
  ['wrong answers on partial facts', partial['@umai/rules']?.wrong ?? -1, 0, true],
  ['unknown although decided', partial['@umai/rules']?.careful ?? -1, 0, true],
  [`wrong answers on all ${every.sheets} sheets`, every.unsound, 0, true],
  [`unknown although decided, of all ${every.sheets} sheets`, every.careful, 0, true],
  [
    `contradictions with publicodes on ${agreed.packs} random packs`,
    agreed.contradictions.length,
    0,
    true,
  ],
  ["verify of Kazakhstan's law, seconds", median(verifying), 10, true],
  ["errors in Kazakhstan's law", errors, 0, true],
  ["cases of Kazakhstan's law that fail", failing, 0, true],
  ...(mutants ? [['planted faults unnoticed', mutants.survivors.length, 0, true] as const] : []),
]
out('\nMust reach')
for (const [name, value, target, atMost] of targets) {
  const reached = atMost ? value <= target : value >= target
  out(
    `  ${reached ? '✓ reached    ' : '✗ not reached'} ${name.padEnd(52)} ${Number.isInteger(value) || value >= 100 ? Math.round(value) : value.toFixed(2)} (${atMost ? '≤' : '≥'} ${target})`,
  )
  if (!reached) process.exitCode = 1
}
if (!mutants)
  out('  npx node bench/rules/main.ts --mutants also plants every fault in the law (minutes)')
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
mkdirSync(new URL('../results/', import.meta.url), { recursive: true })
writeFileSync(
  new URL('../results/rules.json', import.meta.url),
  `${JSON.stringify({ machine: `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores`, node: process.version, commit, rules: RULES[1].length, decisions, batch, impacts, furtherMs: median(further), partial, every, agreed: { ...agreed, contradictions: agreed.contradictions.length }, verifySeconds: median(verifying), reached: Object.fromEntries(targets.map(([name, value, target, atMost]) => [name, { value, target, reached: atMost ? value <= target : value >= target }])) }, null, 2)}\n`,
)
if (sink === undefined) throw new Error('nothing was measured')
