// One function per word of `umai link`.
import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  buildIndex,
  type CsvEncoding,
  clusterRun,
  comparableGroups,
  describeRun,
  evaluatePairs,
  evaluateRun,
  explainRun,
  faultColumn,
  faultValue,
  faultWords,
  findFamilies,
  findingTitle,
  fromSplink,
  getLoadReport,
  getModel,
  type Input,
  kazakhRegister,
  type Lang,
  type LeftOut,
  type LoadedRun,
  linkageWords,
  linkOnSpark,
  linkPairs,
  listRowFaults,
  loadRecords,
  openIndex,
  openRun,
  parseSettings,
  probabilityText,
  putFiles,
  type RecordIndex,
  type Resources,
  type RowFault,
  type Run,
  refTitle,
  reopenRun,
  reportRun,
  ruleName,
  type Settings,
  train as trainRun,
  writeReviewPage,
  writeSparkSql,
} from '@umai/linkage'
import { registerToCsv, simulateRegister } from '@umai/sample'
import type { LinkOptions } from './command.ts'
import { count, type Output } from './output.ts'

export type ActionInput = {
  readonly options: LinkOptions
  readonly words: readonly string[]
  readonly output: Output
  readonly now: () => string
}

const ENCODINGS: readonly CsvEncoding[] = ['utf-8', 'windows-1251', 'utf-16le', 'utf-16be']

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0)
    throw new Error(`--${name} is "${text}"; give a whole number.`)
  return value
}

function langOf({ lang = 'ru' }: Pick<LinkOptions, 'lang'>): Lang {
  if (lang === 'kk' || lang === 'ru' || lang === 'en') return lang
  throw new Error(`--lang is "${lang}"; give kk, ru or en.`)
}

function resourcesOf(options: LinkOptions): Resources {
  const threads = wholeNumber('threads', options.threads)
  return {
    ...(options.memory === undefined ? {} : { memoryLimit: options.memory }),
    ...(threads === undefined ? {} : { threads }),
  }
}

function inputsOf({ options, words }: ActionInput): readonly Input[] {
  const encoding = options.encoding
  if (encoding !== undefined && !ENCODINGS.some((known) => known === encoding))
    throw new Error(`--encoding is "${encoding}"; give one of ${ENCODINGS.join(', ')}.`)
  return words.map((word) => {
    const at = word.indexOf('=')
    const path = word.slice(at + 1)
    const source = at === -1 ? basename(path, extname(path)) : word.slice(0, at)
    return {
      source,
      path,
      ...(encoding === undefined ? {} : { encoding: encoding as CsvEncoding }),
    }
  })
}

/** A weight is a number, whole or not, above or below nought. */
function weightOf(text: string): number {
  const weight = Number(text)
  if (text.trim() !== '' && Number.isFinite(weight)) return weight
  throw new Error(`--threshold is "${text}"; give a weight, as 6 or 2.5.`)
}

function jsonOf(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`"${path}" is not JSON: ${error instanceof Error ? error.message : ''}`, {
      cause: error,
    })
  }
}

async function settingsOf({ options, output }: ActionInput): Promise<Settings> {
  const { settings: path, truth, threshold } = options
  let settings: Settings = kazakhRegister
  if (path !== undefined && path !== 'kazakh-register') {
    const written = jsonOf(path, await readFile(path, 'utf8'))
    if (written !== null && typeof written === 'object' && 'link_type' in written) {
      const imported = fromSplink(written)
      settings = imported.settings
      for (const note of imported.notes) output.progress({ stage: 'load', step: note, rssBytes: 0 })
    } else settings = parseSettings(written)
  }
  if (truth !== undefined) settings = { ...settings, evaluation: { ...settings.evaluation, truth } }
  if (threshold !== undefined)
    settings = { ...settings, thresholds: { ...settings.thresholds, link: weightOf(threshold) } }
  return settings
}

/** The run of the folder: with new files, opened with the settings; without, as it was left. */
async function runOf(
  input: ActionInput,
): Promise<{ readonly run: Run; readonly loaded: LoadedRun }> {
  const inputs = inputsOf(input)
  const resources = resourcesOf(input.options)
  if (inputs.length === 0) {
    const run = await reopenRun(input.options.run, resources)
    return { run, loaded: await getLoadReport(run) }
  }
  const run = await openRun(input.options.run, await settingsOf(input), resources)
  return { run, loaded: await loadRecords(run, inputs, input.output.progress) }
}

/** With --dry-run: the SQL that would run, and nothing else. */
async function isDryRun(input: ActionInput): Promise<boolean> {
  if (!input.options['dry-run']) return false
  const settings =
    inputsOf(input).length === 0
      ? (await reopenRun(input.options.run)).settings
      : await settingsOf(input)
  const steps = describeRun(settings)
  input.output.result({ steps }, [
    '-- Between work.distinct_… and work.raw_… each written value is standardised once, in TypeScript.',
    '',
    ...steps.flatMap(({ name, sql, doneIn }) => [
      doneIn === 'memory' ? `-- ${name}: done over numbers in memory, as if by` : `-- ${name}`,
      `${sql};`,
      '',
    ]),
  ])
  return true
}

export async function simulate({ options, output }: ActionInput): Promise<void> {
  const people = wholeNumber('people', options.people) ?? 10_000
  const { seed, out } = options
  if (out === undefined) throw new Error('Say with --out where to write the register.')
  if (people < 1) throw new Error(`--people is "${people}"; give at least 1.`)
  const lines = Readable.from(registerToCsv(simulateRegister({ seed, people })), {
    highWaterMark: 4096,
  })
  await pipeline(lines, createWriteStream(out))
  output.result({ people, seed, out }, [
    `Wrote the records of ${count(people)} invented people to ${out}. The last columns tell the truth.`,
  ])
}

export async function profile(input: ActionInput): Promise<void> {
  if (await isDryRun(input)) return
  const { run, loaded } = await runOf(input)
  input.output.result(loaded, [
    `${count(loaded.records)} records from ${loaded.sources.length} source(s)`,
    ...loaded.sources.map(({ name, records }) => `  ${name.padEnd(24)} ${count(records)}`),
    'Fields: known, cannot be read, different values',
    ...loaded.fields.map(
      ({ field, known, unreadable, distinct }) =>
        `  ${field.padEnd(14)} ${count(known).padStart(12)} ${count(unreadable).padStart(10)} ${count(distinct).padStart(10)}`,
    ),
    ...(await faultLines(input, run, loaded)),
  ])
}

/** What was wrong with the files, which nobody who links them may overlook. */
async function faultLines(
  { options }: ActionInput,
  run: Run,
  { intake, faults }: LoadedRun,
): Promise<readonly string[]> {
  const advice = intake.flatMap((one) => one.advice)
  if (faults === 0) return [...advice, 'No row is at fault.']
  return [
    ...advice,
    `${count(faults)} fault(s), by file, line and value in ${run.paths.rowFaults}`,
    ...describeFaults(options, run.settings, await listRowFaults(run)),
  ]
}

// So many of each kind are printed: enough to see what they have in common.
const FAULTS_SHOWN = 5

/** Kind by kind: what is wrong, what to do, and the first rows by file, line, column and value. */
function describeFaults(
  { lang }: LinkOptions,
  settings: Settings,
  faults: readonly RowFault[],
): readonly string[] {
  const reader = langOf({ lang: lang ?? 'en' })
  return [...Map.groupBy(faults, ({ code }) => code)].flatMap(([code, own]) => {
    const { what, todo } = faultWords[reader][code]
    return [
      `${what}. ${todo}`,
      ...own.slice(0, FAULTS_SHOWN).map((fault) => {
        const { file, source, line } = fault
        const column = faultColumn(reader, settings, fault)
        return `  ${file ?? source}${line === undefined ? '' : `:${line}`}${column === '' ? '' : `  ${column}`}  ${JSON.stringify(faultValue(reader, fault))}`
      }),
      ...(own.length > FAULTS_SHOWN ? [`  … ${count(own.length - FAULTS_SHOWN)}`] : []),
    ]
  })
}

// What one core compares in a second on common hardware, for an estimate before anything has run.
const PAIRS_PER_SECOND_AND_THREAD = 400_000

export async function analyse(input: ActionInput): Promise<void> {
  if (await isDryRun(input)) return
  const { loaded } = await runOf(input)
  const pairs = loaded.rules.reduce((sum, rule) => sum + rule.pairs, 0)
  const seconds =
    pairs / (PAIRS_PER_SECOND_AND_THREAD * (wholeNumber('threads', input.options.threads) ?? 2))
  input.output.result({ pairs, seconds, rules: loaded.rules }, [
    `${'Rule'.padEnd(48)} ${'pairs'.padStart(14)} ${'blocks'.padStart(12)} ${'largest'.padStart(9)} ${'left out'.padStart(12)}`,
    ...loaded.rules.map(
      ({ name, pairs: own, blocks, largest, leftOut }) =>
        `${name.slice(0, 48).padEnd(48)} ${count(own).padStart(14)} ${count(blocks).padStart(12)} ${count(largest).padStart(9)} ${count(leftOut.pairs).padStart(12)}`,
    ),
    ...loaded.rules.flatMap(({ name, largestBlocks }) =>
      largestBlocks
        .slice(0, 1)
        .map(
          ({ records, values }) =>
            `  largest of ${name}: ${count(records)} records with ${values.join(', ')}`,
        ),
    ),
    `${count(pairs)} pairs at most; about ${Math.ceil(seconds)} s to compare.`,
  ])
}

export async function train(input: ActionInput): Promise<void> {
  if (await isDryRun(input)) return
  const { run } = await runOf(input)
  const model = await trainRun(run, {
    trainedAt: input.now(),
    again: true,
    onProgress: input.output.progress,
  })
  input.output.result({ model }, [
    `One pair in ${count(1 / model.lambda)} is of one person.`,
    ...model.comparisons.flatMap(({ name, levels }) => [
      name,
      ...levels.map(({ label, weight }) => `  ${weight.toFixed(1).padStart(6)}  ${label}`),
    ]),
    ...model.warnings.map((warning) => `Warning: ${warning}`),
  ])
}

export async function link(input: ActionInput): Promise<void> {
  if (await isDryRun(input)) return
  const { options, output, now } = input
  const { run, loaded } = await runOf(input)
  const model = await trainRun(run, { trainedAt: now(), onProgress: output.progress })
  const chunks = wholeNumber('chunks', options.chunks)
  const workers = wholeNumber('workers', options.workers)
  if (options['spark-sql']) {
    const path = await writeSparkSql(run, { model })
    output.result({ path }, [`Nodes and statements for Spark: ${path}`])
    return
  }
  if (options.spark !== undefined) {
    const made = await linkOnSpark(run, options.spark, { model, onProgress: output.progress })
    const found = await clusterRun(run, {
      at: now(),
      onProgress: output.progress,
      ...(options.previous === undefined ? {} : { previous: options.previous }),
    })
    output.result({ linked: made, persons: found }, [
      `${count(made.edges)} links made on Spark in ${made.seconds.toFixed(1)} s, ${count(found.persons)} persons`,
    ])
    return
  }
  const linked = await linkPairs(run, {
    model,
    onProgress: output.progress,
    ...(chunks === undefined ? {} : { chunks }),
    ...(workers === undefined ? {} : { workers }),
  })
  const persons = await clusterRun(run, {
    at: now(),
    onProgress: output.progress,
    ...(options.previous === undefined ? {} : { previous: options.previous }),
  })
  output.result({ linked, persons, faults: loaded.faults }, [
    ...(await faultLines(input, run, loaded)),
    `${count(loaded.records)} records, ${count(linked.pairs)} candidate pairs at most, ${count(linked.edges)} pairs kept, sure and doubtful${linked.resumed > 0 ? `, ${linked.resumed} of ${linked.units} units taken over from before` : ''}`,
    `${count(persons.persons)} persons, the largest with ${persons.largest} records`,
    `ids: ${count(persons.ids.kept)} kept, ${count(persons.ids.fresh)} new, ${count(persons.ids.merged)} merged, ${count(persons.ids.split)} split`,
    `Persons are in ${run.paths.persons}. Next: umai link report --run ${options.run}`,
  ])
}

export async function cluster(input: ActionInput): Promise<void> {
  const { options, output, now } = input
  const run = await reopenRun(options.run, resourcesOf(options))
  const persons = await clusterRun(run, {
    at: now(),
    onProgress: output.progress,
    ...(options.threshold === undefined ? {} : { link: weightOf(options.threshold) }),
    ...(options.previous === undefined ? {} : { previous: options.previous }),
  })
  output.result(persons, [
    `${count(persons.persons)} persons from ${count(persons.records)} records at weight ${persons.link}; ${count(persons.split)} groups taken apart; log in ${run.paths.personLog}`,
  ])
}

function recordName(word: string): { readonly source?: string; readonly id: string } {
  const at = word.indexOf(':')
  return at === -1 ? { id: word } : { source: word.slice(0, at), id: word.slice(at + 1) }
}

export async function explain({
  options,
  words: [left, right],
  output,
}: ActionInput): Promise<void> {
  if (left === undefined || right === undefined)
    throw new Error('Give two records, each as record or source:record.')
  const lang = langOf(options)
  const say = linkageWords[lang]
  const run = await reopenRun(options.run)
  const found = await explainRun(run, { left: recordName(left), right: recordName(right) })
  const { explanation } = found
  const signed = (value: number) => `${value > 0 ? '+' : ''}${value.toFixed(2)}`.padStart(8)
  output.result(found, [
    ...Object.keys(run.settings.fields).map(
      (field) =>
        `${refTitle(lang, run.settings, field).padEnd(20)} ${(found.left.written[field] ?? '–').padEnd(32)} ${found.right.written[field] ?? '–'}`,
    ),
    '',
    `${signed(explanation.prior)}  ${say.prior}`,
    ...explanation.contributions.flatMap(({ weight, code }, at) => {
      const comparison = run.plan.comparisons[at]
      return comparison === undefined
        ? []
        : [`${signed(weight)}  ${findingTitle(lang, run.settings, comparison, code)}`]
    }),
    ...(explanation.relatives === 0 ? [] : [`${signed(explanation.relatives)}  ${say.relatives}`]),
    `${signed(explanation.weight)}  ${say.total}, ${say.probability} ${probabilityText(explanation.probability)}`,
    `${say.rule}: ${found.rules.join('; ') || '–'}`,
    ...(found.samePerson === undefined ? [] : [found.samePerson ? say.same : say.different]),
    ...(found.path.length > 1
      ? found.path.map(({ from, to, weight }) => `  ${from} → ${to} (${weight.toFixed(1)})`)
      : []),
  ])
}

const percent = (value: number) => `${(value * 100).toFixed(2)} %`

export async function evaluate({ options, output }: ActionInput): Promise<void> {
  const { run: dir, labels, truth } = options
  const opened = await reopenRun(dir, resourcesOf(options))
  if (labels !== undefined) {
    const measured = await evaluatePairs(opened, labels)
    output.result(measured, [
      `${count(measured.labelled)} reviewed pairs: precision ${percent(measured.precision)}, recall ${percent(measured.recall)}, F1 ${measured.f1.toFixed(4)}`,
      ...(measured.unknown > 0
        ? [`${count(measured.unknown)} of them name records that are not in this run.`]
        : []),
    ])
    return
  }
  if (truth !== undefined && truth !== opened.settings.evaluation?.truth)
    throw new Error(
      'The column of the truth is kept when the files are loaded. Run again with --truth and the files.',
    )
  const { persons, intervals, blockingRecall, scoringRecall, groups } = await evaluateRun(opened)
  output.result({ persons, intervals, blockingRecall, scoringRecall, groups }, [
    `Pairs    precision ${percent(persons.pairs.precision)}  recall ${percent(persons.pairs.recall)}  F1 ${persons.pairs.f1.toFixed(4)} (95 %: ${intervals.f1.low.toFixed(4)} – ${intervals.f1.high.toFixed(4)})`,
    `Records  precision ${percent(persons.bCubed.precision)}  recall ${percent(persons.bCubed.recall)}  F1 ${persons.bCubed.f1.toFixed(4)}`,
    `Persons  ${count(persons.exact.right)} of ${count(persons.exact.true)} found whole and pure`,
    `Rules find ${percent(blockingRecall)} of true pairs; of these ${percent(scoringRecall)} are linked directly`,
    ...[...comparableGroups(groups).values()]
      .flat()
      .map(
        ({ group, value, records, pairs }) =>
          `  ${`${group}: ${value}`.padEnd(34)} ${count(records).padStart(10)}  precision ${percent(pairs.precision)}  recall ${percent(pairs.recall)}`,
      ),
  ])
}

export async function report({ options, output }: ActionInput): Promise<void> {
  const run = await reopenRun(options.run, resourcesOf(options))
  const lang = langOf(options)
  if (options.review) {
    const path = await writeReviewPage(run, {
      lang,
      pairs: wholeNumber('examples', options.examples) ?? 60,
    })
    output.result({ path }, [`Review page: ${path}`])
    return
  }
  await getModel(run)
  if (run.settings.evaluation?.truth !== undefined) await evaluateRun(run)
  const path = await reportRun(run, {
    lang,
    examples: wholeNumber('examples', options.examples) ?? 12,
  })
  output.result({ path }, [`Report: ${path}`])
}

/** Says what was not compared, so that an empty answer is not taken for "there is nobody". */
function leftOutLine(settings: Settings, { rule, records, because }: LeftOut): string {
  const declared = settings.blocking[rule]
  const name = declared === undefined ? `rule ${rule}` : ruleName(declared)
  return because === 'too-large-for-the-run'
    ? `Not compared: more than ${count(records - 1)} records agree on ${name}; the run leaves them out too.`
    : `Not compared: at least ${count(records)} records agree on ${name}, too many to compare. Give more of what is known.`
}

// A tenth more records that are like the others change a weight by a seventh of a doubling; from there on the run should learn again.
const MANY_SINCE = 0.1

/** Whether what the run learned still fits what has come since. */
function sinceLines(
  { since }: Pick<RecordIndex, 'since'>,
  { run, index: dir }: LinkOptions,
  always: boolean,
): readonly string[] {
  if (since === undefined) return []
  const { built, came } = since
  const share = came / Math.max(1, built)
  if (share < MANY_SINCE)
    return always
      ? [
          `Weights and rarity stay those of the ${count(built)} records of the run; ${count(came)} came or changed since, too few to matter.`,
        ]
      : []
  return [
    `Weights and rarity are those of the ${count(built)} records of the run, and ${count(came)} came or changed since (${Math.round(share * 100)} %). Link all of them again and build: umai link run --run <new> source=file …, then umai link index build --run <new> --index ${dir ?? `${run}/index`}`,
  ]
}

/** Builds the index of a run, matches one record against it, takes in records, or merges what waits. */
export async function index(input: ActionInput): Promise<void> {
  const {
    options,
    words: [what, ...rest],
    output,
  } = input
  const dir = options.index ?? `${options.run}/index`
  switch (what) {
    case 'build': {
      const built = await buildIndex(await reopenRun(options.run, resourcesOf(options)), dir, {
        onProgress: output.progress,
      })
      output.result(built, [
        `${count(built.records)} records under ${count(built.keys)} keys, ${(built.bytes / 1e6).toFixed(1)} MB in ${dir}${built.takenOver === 0 ? '' : `; ${built.takenOver} file(s) taken over from a build that was stopped`}`,
      ])
      return
    }
    case 'match': {
      const opened = openIndex(dir)
      const startedAt = performance.now()
      const { matches, compared, leftOut, asked } = opened.match(
        Object.fromEntries(
          rest.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
        ),
      )
      const ms = performance.now() - startedAt
      const { settings, since } = opened
      opened.close()
      output.result({ matches, compared, leftOut, asked, ms }, [
        `${matches.length} record(s) among ${compared} compared in ${ms.toFixed(1)} ms`,
        ...leftOut.map((group) => leftOutLine(settings, group)),
        ...sinceLines({ since }, options, false),
        ...(asked.length > 0
          ? []
          : [
              `Too little is known to look anybody up. Give all of one line:`,
              ...settings.blocking.map((rule) => `  ${ruleName(rule)}`),
            ]),
        ...matches.map(
          ({ source, id, person, weight, explanation }) =>
            `${weight.toFixed(1).padStart(6)}  ${source}:${id}${person === undefined ? '' : `  person ${person}`}  ${explanation.contributions
              .filter((one) => one.weight > 1)
              .map(({ label }) => label)
              .join(', ')}`,
        ),
      ])
      return
    }
    case 'put': {
      const inputs = inputsOf({ ...input, words: rest })
      if (inputs.length === 0)
        throw new Error('Say which records to put in: umai link index put source=file …')
      const opened = openIndex(dir)
      const put = await putFiles(dir, opened, inputs, { onProgress: output.progress })
      const { waiting, settings, since } = opened
      opened.close()
      output.result({ ...put, waiting }, [
        `${count(put.records)} record(s) put in and found from now on; ${count(waiting)} wait for the merge`,
        ...(put.faults === 0 ? [] : [`${count(put.faults)} fault(s), these rows were left out:`]),
        ...describeFaults(options, settings, put.listed),
        ...sinceLines({ since }, options, false),
      ])
      return
    }
    case 'merge': {
      const opened = openIndex(dir)
      const merged = opened.merge()
      const { since } = opened
      opened.close()
      output.result({ ...merged, since }, [
        `${count(merged.merged)} waiting record(s) merged in ${merged.seconds.toFixed(1)} s`,
        ...sinceLines({ since }, options, true),
      ])
      return
    }
    default:
      throw new Error(
        'Say what to do with the index: build, match column=value …, put source=file …, or merge.',
      )
  }
}

export async function families({ options, output }: ActionInput): Promise<void> {
  const run = await reopenRun(options.run, resourcesOf(options))
  const found = await findFamilies(run, { onProgress: output.progress })
  output.result(found, [
    `${count(found.persons)} persons, ${count(found.households)} households, ${count(found.families)} families`,
    ...found.evidence.map(
      ({ type, pairs }) => `  ${type.padEnd(28)} ${count(pairs).padStart(10)} pairs`,
    ),
    `Evidence with its days and sources: ${run.paths.dir}/family-evidence.parquet`,
  ])
}
