// `umai law`: Kazakhstan's law from the command line. Opens no database and sends nothing anywhere.
import { parseArgs } from 'node:util'
import { CaseloadError, law } from '@umai/law'
import { lawCoverage } from '@umai/law/coverage'
import { readPackDocuments, YamlError } from '@umai/law/yaml'
import {
  casesOf,
  DutyError,
  InquiryError,
  loadPack,
  nearest,
  type Pack,
  PackError,
  runCase,
  ScopeError,
  staleWaivers,
  testMutants,
  testSharedMutants,
  verify,
} from '@umai/rules'
import { isLang, isPlainDate, type Lang, say } from '@umai/words'
import type { Command } from '../command.ts'
import { createProgress } from '../progress.ts'
import { articlePage } from './article.ts'
import { diffText } from './changes.ts'
import { askText, decideJson, decideText, explainText } from './decide.ts'
import { dueText, dutyListText, listDuties } from './duties.ts'
import { impactOf, impactText } from './impact.ts'
import { InquiryFileError, isTime, readEvents, readInquiry } from './inquiry.ts'
import { lawWords } from './words.ts'

const HELP = `Usage: umai law <what> [file] [options]

  decide <facts.yaml>     What applies: articles, penalty in units and tenge, what the answer still depends on
  ask <facts.yaml>        The next question that can change the answer, and why
  explain <facts.yaml>    The reasons rule by rule, and the smallest changes that would change the answer
  duties [events.yaml]    Who must do what by when: the whole list, or what follows from the events of a file
  diff <day> <day>        What changed in the law between two days
  impact [cases.csv]      How a caseload is qualified under the law of --from and of --to; without a file, made-up cases
  doc [article]           An article on one page for a lawyer; without one, what the pack covers
  test                    Run every case in the data of the pack
  verify                  Prove the pack free of gaps, overlaps, holes in time and penalties out of bounds; with
                          --mutants also that its cases notice every fault planted in a rule (minutes)

A file of facts:    on: 2024-06-16
                    decision: liability     # one of: ${Object.keys(law.decisions).join(', ')}
                    facts: { harm: pain, intentional: true, relation: spouse }
A file of events:   events: [{ event: order.served, at: 2026-05-04T15:00 }]
A file called - is standard input. A file of cases is CSV: the first line names facts, an empty cell is unknown.

Options
  --lang kk|ru|en      Language of the law (default ru)
  --decision <name>    decide, ask, explain: the question, where the file names none (default liability)
  --milder             decide, explain: look for a milder later law up to "decided" in the file
  --not <article>      explain: also say why this article or rule does not apply
  --order text|fewest  ask: in the order of the text, or so that few questions are left
  --on <day>           duties: only those in force on a day; doc: only the version of that day
  --event <event>      duties: only those that this event begins
  --bearer <text>      duties: only those whose bearer's title contains this
  --article <id>       duties, diff: only this article, such as kz/lop/60
  --now <time>         duties: the moment to look from, such as 2026-05-05T09:00
  --from, --to <day>   impact: the two days, by default the last before and the first of 16 June 2024
  --made-up <number>   impact: how many made-up cases (default 100000); their shares are invented
  --seed <number>      impact: which made-up cases (default 1)
  --mutants            verify: plant faults in the rules of --article, or of all articles
  --notes              verify: show notes too, such as pairs of texts that a court has to weigh
  --json               decide, duties: as JSON
`

const OPTIONS = {
  lang: { type: 'string', default: 'ru' },
  decision: { type: 'string' },
  milder: { type: 'boolean', default: false },
  not: { type: 'string' },
  order: { type: 'string', default: 'text' },
  on: { type: 'string' },
  event: { type: 'string' },
  bearer: { type: 'string' },
  article: { type: 'string' },
  now: { type: 'string' },
  from: { type: 'string', default: '2024-06-15' },
  to: { type: 'string', default: '2024-06-16' },
  'made-up': { type: 'string', default: '100000' },
  seed: { type: 'string', default: '1' },
  mutants: { type: 'boolean', default: false },
  notes: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

export const lawCommand: Command = { run }

/** Faults of what the user gave; anything else is a fault of ours and may crash. */
const MISTAKES = [
  CaseloadError,
  InquiryError,
  InquiryFileError,
  ScopeError,
  DutyError,
  YamlError,
  PackError,
  RangeError,
]

async function run(args: readonly string[]): Promise<number> {
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse(args)
  } catch (error) {
    return misused(error instanceof Error ? error.message : String(error))
  }
  try {
    return await act(parsed)
  } catch (error) {
    if (!MISTAKES.some((mistake) => error instanceof mistake)) throw error
    process.stderr.write(`umai law: ${(error as Error).message}\n`)
    return 1
  }
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, tokens: true })
}

type Option = keyof typeof OPTIONS

/** How many words each takes at most, and which options mean something to it; --lang and --help do everywhere. */
const TAKES: Readonly<
  Record<string, { readonly most: number; readonly options: readonly Option[] }>
> = {
  decide: { most: 1, options: ['decision', 'milder', 'json', 'not', 'order'] },
  ask: { most: 1, options: ['decision', 'milder', 'order', 'not'] },
  explain: { most: 1, options: ['decision', 'milder', 'not', 'order'] },
  duties: { most: 1, options: ['on', 'event', 'bearer', 'article', 'now', 'json'] },
  diff: { most: 2, options: ['article'] },
  doc: { most: 1, options: ['on'] },
  test: { most: 0, options: [] },
  verify: { most: 0, options: ['mutants', 'notes', 'article'] },
  impact: { most: 1, options: ['decision', 'from', 'to', 'made-up', 'seed', 'json'] },
}

/** What was given beyond what the command takes: an option or word that would be ignored in silence is refused. */
function surplus({ positionals, tokens }: ReturnType<typeof parse>): string | undefined {
  const [what = '', ...words] = positionals
  const takes = Object.hasOwn(TAKES, what) ? TAKES[what] : undefined
  if (takes === undefined)
    return `there is nothing called "${what}" to do${hint(what, TAKES)}; there are ${Object.keys(TAKES).join(', ')}`
  const word = words[takes.most]
  if (word !== undefined) return `"${what}" takes nothing called "${word}"`
  for (const token of tokens)
    if (token.kind === 'option' && token.name !== 'lang' && token.name !== 'help')
      if (!takes.options.some((name) => name === token.name))
        return `--${token.name} means nothing to "${what}"`
  return undefined
}

function misused(why: string): number {
  process.stderr.write(`umai law: ${why}. Run "umai law --help".\n`)
  return 2
}

function noDay(text: string, option?: string): number {
  const where = option === undefined ? '' : `--${option}: `
  return misused(`${where}"${text}" is no day; write one such as 2024-06-16`)
}

function noDecision(name: string): number {
  return misused(
    `--decision: the pack has no decision "${name}"${hint(name, law.decisions)}; there are ${Object.keys(law.decisions).join(', ')}`,
  )
}

function hint(name: string, known: Readonly<Record<string, unknown>>): string {
  const near = nearest(name, Object.keys(known))
  return near === undefined ? '' : ` (nearest: ${near})`
}

/** Whether an article, or a rule or duty of it, or its short name as the list of duties prints it, is in the pack. */
function hasArticle(name: string): boolean {
  const [id = '', part] = name.split('#')
  if (part === undefined)
    return Object.hasOwn(law.articles, id) || listDuties({ article: name }, 'ru').length > 0
  const versions = Object.hasOwn(law.articles, id) ? (law.articles[id]?.versions ?? []) : []
  return versions.some(
    ({ rules, duties }) =>
      rules.some((rule) => rule.id === part) || duties.some((duty) => duty.id === part),
  )
}

function noArticle(name: string): number {
  return misused(
    `the pack has no article "${name}"${hint(name.split('#')[0] ?? '', law.articles)}; ids look like kz/cc/109-1`,
  )
}

function print(text: string): number {
  process.stdout.write(`${text}\n`)
  return 0
}

async function act(parsed: ReturnType<typeof parse>): Promise<number> {
  const { values, positionals } = parsed
  const [what, first, second] = positionals
  if (values.help || what === undefined) {
    process.stdout.write(HELP)
    return values.help ? 0 : 2
  }
  const { lang, order } = values
  if (!isLang(lang)) return misused(`--lang is "${lang}"; give kk, ru or en`)
  const beyond = surplus(parsed)
  if (beyond !== undefined) return misused(beyond)
  if (values.decision !== undefined && !Object.hasOwn(law.decisions, values.decision))
    return noDecision(values.decision)
  switch (what) {
    case 'decide':
    case 'explain':
    case 'ask': {
      if (first === undefined) return misused(`"${what}" needs a file of facts`)
      const asked = readInquiry(first, values.decision)
      const inquiry = { ...asked, milder: asked.milder || values.milder }
      if (values.not !== undefined && !hasArticle(values.not)) return noArticle(values.not)
      if (what === 'explain') return print(explainText(inquiry, values.not, lang))
      if (what === 'decide')
        return print(
          values.json ? JSON.stringify(decideJson(inquiry), null, 2) : decideText(inquiry, lang),
        )
      if (order !== 'text' && order !== 'fewest')
        return misused(`--order is "${order}"; give text or fewest`)
      return print(askText(inquiry, order, lang))
    }
    case 'duties': {
      if (values.now !== undefined && !isTime(values.now))
        return misused(`--now: "${values.now}" is no time; write one such as 2026-05-05T09:00`)
      if (first !== undefined) return print(dueText(readEvents(first, values.now), lang))
      if (values.now !== undefined)
        return misused('--now looks at the events of a file; give one, or - for standard input')
      if (values.on !== undefined && !isPlainDate(values.on)) return noDay(values.on, 'on')
      if (values.event !== undefined && !Object.hasOwn(law.events, values.event))
        return misused(`the pack knows no event "${values.event}"${hint(values.event, law.events)}`)
      if (values.article !== undefined && !hasArticle(values.article))
        return noArticle(values.article)
      if (values.bearer !== undefined && listDuties({ bearer: values.bearer }, lang).length === 0)
        return misused(
          `--bearer: no duty is owed by "${values.bearer}"; there are ${bearers(lang).join(', ')}`,
        )
      const rows = listDuties(values, lang)
      return print(
        values.json ? JSON.stringify(rows, null, 2) : dutyListText(rows, values.on, lang),
      )
    }
    case 'diff':
      if (first === undefined || second === undefined) return misused('"diff" needs two days')
      for (const day of [first, second]) if (!isPlainDate(day)) return noDay(day)
      if (values.article !== undefined && !Object.hasOwn(law.articles, values.article))
        return noArticle(values.article)
      return print(diffText(first, second, values.article, lang))
    case 'doc': {
      if (first === undefined) return print(lawCoverage(loadPack(readPackDocuments())))
      if (values.on !== undefined && !isPlainDate(values.on)) return noDay(values.on, 'on')
      const page = articlePage(first, values.on, lang)
      return page === undefined ? noArticle(first) : print(page)
    }
    case 'test':
      return runTests(lang)
    case 'impact':
      return runImpact(first, values, lang)
    case 'verify':
      return runVerify(values)
    default:
      return 2
  }
}

/** Who owes the duties of the pack, as their titles stand in a language. */
function bearers(lang: Lang): readonly string[] {
  return [...new Set(listDuties({}, lang).map(({ bearer }) => bearer))].sort()
}

/** Runs the cases of the YAML itself, so that an edit shows at once. */
function runTests(lang: 'kk' | 'ru' | 'en'): number {
  const pack = loadPack(readPackDocuments())
  const cases = casesOf(pack)
  const progress = createProgress({ label: 'Cases', unit: 'cases' })
  let failed = 0
  for (const [index, one] of cases.entries()) {
    const { passed, failures } = runCase(pack, one)
    if (!passed) {
      failed += 1
      process.stdout.write(`✗ ${one.where.file} ${one.name}: ${failures.join('; ')}\n`)
    }
    progress.show(index + 1, cases.length)
  }
  print(say(lawWords, lang).cases({ passed: cases.length - failed, failed }))
  return failed === 0 ? 0 : 1
}

async function runImpact(
  file: string | undefined,
  values: ReturnType<typeof parse>['values'],
  lang: Lang,
): Promise<number> {
  const [count, seed] = [Number(values['made-up']), Number(values.seed)]
  if (!Number.isSafeInteger(count) || count < 1)
    return misused(`--made-up is "${values['made-up']}"; give a whole number from 1 on`)
  if (!Number.isSafeInteger(seed)) return misused(`--seed is "${values.seed}"; give a whole number`)
  for (const name of ['from', 'to'] as const)
    if (!isPlainDate(values[name])) return noDay(values[name], name)
  const progress = createProgress({ label: 'Impact', unit: 'cases' })
  const result = await impactOf({
    decision: values.decision ?? 'liability',
    from: values.from,
    to: values.to,
    caseload: file ?? { count, seed },
    onProgress: (done, total) => progress.show(done, total),
  })
  print(values.json ? JSON.stringify(result, null, 2) : impactText(result, lang))
  return result.faultCount === 0 ? 0 : 1
}

/** Static checks over the YAML itself; findings that stand waived are counted, not hidden. */
function runVerify({
  mutants,
  notes,
  article,
}: {
  readonly mutants: boolean
  readonly notes: boolean
  readonly article?: string | undefined
}): number {
  const pack = loadPack(readPackDocuments())
  if (article !== undefined && !Object.hasOwn(pack.articles, article)) return noArticle(article)
  const findings = verify(pack).filter(
    ({ where }) => article === undefined || where.file === pack.articles[article]?.where.file,
  )
  const errors = findings.filter(({ level, waived }) => level === 'error' && waived === undefined)
  const shown = notes ? findings : errors
  for (const { where, message, level, waived, counterexample } of shown) {
    const why = waived === undefined ? level : `waived: ${waived}`
    print(`${where.file}:${where.line ?? 1} ${message} (${why})`)
    if (counterexample !== undefined) print(counterexample)
  }
  const stale = article === undefined ? staleWaivers(pack, findings) : []
  for (const pattern of stale) print(`pack.yaml: the waiver ${pattern} waives nothing; remove it`)
  const waived = findings.filter((finding) => finding.waived !== undefined).length
  const noted = findings.filter(({ level }) => level === 'note').length
  print(`${errors.length} errors, ${waived} waived with a reason, ${noted} notes`)
  const survivors = mutants ? runMutants(pack, article) : 0
  return errors.length + stale.length + survivors === 0 ? 0 : 1
}

function runMutants(pack: Pack, article: string | undefined): number {
  const articles = article === undefined ? Object.keys(pack.articles) : [article]
  const progress = createProgress({ label: 'Faults in', unit: 'articles' })
  let total = 0
  let killed = 0
  let survivors = 0
  const parts = articles.map((one) => () => testMutants(pack, [one]))
  if (article === undefined) parts.push(() => testSharedMutants(pack))
  for (const [index, test] of parts.entries()) {
    const report = test()
    total += report.total - report.equivalent
    killed += report.killed
    survivors += report.survivors.length
    for (const { description, where } of report.survivors)
      print(`${where.file}:${where.line ?? 1} no case notices: ${description}`)
    progress.show(index + 1, parts.length)
  }
  print(`${killed} of ${total} planted faults are noticed by a case`)
  return survivors
}
