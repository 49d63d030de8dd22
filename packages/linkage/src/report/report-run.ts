// One self-contained page about a run: what came in, how candidates were found, what was learned, how good it is, and why single
// pairs were linked. Every plot has its numbers in a table; the page asks nothing of any other address.

import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { ClusterReport } from '../cluster-run.ts'
import { duckdbDialect, quoted } from '../dialect.ts'
import { type Duckdb, openDuckdb } from '../engines/duckdb.ts'
import type { Evaluation } from '../evaluate/evaluate-run.ts'
import { comparableGroups } from '../evaluate/measures.ts'
import { getModel } from '../explain/explain-run.ts'
import type { NodeRow } from '../explain/level-holds.ts'
import { explainRecords } from '../explain/score-pair.ts'
import { FAULTS_PER_CODE, type RowFault } from '../intake/row-fault.ts'
import type { Model } from '../model.ts'
import { edgesScan, getLoadReport, type LoadedRun, listRowFaults, type Run } from '../pipeline.ts'
import { findJson, writeWhole } from '../run-files.ts'
import { bothSides } from '../steps/block.ts'
import { writtenColumn } from '../steps/clean.ts'
import { compare } from '../steps/compare.ts'
import { score } from '../steps/score.ts'
import { statement } from '../steps/statement.ts'
import { FEW_MATCHES } from '../train/train-model.ts'
import { faultColumn, faultValue, faultWords } from './fault-words.ts'
import {
  type Bar,
  barChart,
  escaped,
  histogram,
  lineChart,
  shortNumber,
  signed,
  waterfall,
} from './svg.ts'
import {
  fill,
  findingTitle,
  type Lang,
  levelTitle,
  otherTitle,
  probabilityText,
  refTitle,
  words,
} from './words.ts'

export type ReportOptions = {
  readonly lang: Lang
  /** Pairs shown with their values; 0 for a page without personal data. */
  readonly examples: number
}

type Bin = { readonly x: number; readonly count: number; readonly part?: number }

export type ReportPair = {
  readonly left: {
    readonly name: string
    readonly written: Readonly<Record<string, string>>
    readonly node: NodeRow
  }
  readonly right: {
    readonly name: string
    readonly written: Readonly<Record<string, string>>
    readonly node: NodeRow
  }
  readonly weight: number
  /** Whether they came out as one person; undefined where nothing was clustered. */
  readonly onePerson: boolean | undefined
}

type ReportData = {
  readonly loaded: LoadedRun
  readonly model: Model
  readonly clusters: ClusterReport | undefined
  readonly evaluation: Evaluation | undefined
  readonly faults: readonly RowFault[]
  /** Whether values of single records may be shown. */
  readonly values: boolean
  readonly links: number
  readonly weights: readonly Bin[]
  readonly perRule: ReadonlyMap<number, number>
  readonly personSizes: readonly Bin[]
  readonly selfWeights: readonly Bin[]
  readonly frequent: readonly {
    readonly column: string
    readonly value: string
    readonly share: number
  }[]
  readonly pairs: readonly ReportPair[]
}

function nodeOf(row: Readonly<Record<string, unknown>>): NodeRow {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as NodeRow
}

/** Pairs from strong to weak: a few of every weight, drawn by number so that the same run shows the same ones. */
export async function listPairs(
  db: Duckdb,
  run: Run,
  count: number,
): Promise<readonly ReportPair[]> {
  if (count === 0) return []
  const drawn = await db.rows<{ l: number; r: number; weight: number }>(
    `SELECT l, r, weight FROM (SELECT l, r, weight, row_number() OVER (PARTITION BY greatest(-10, least(30, floor(weight / 2))) ORDER BY hash(CAST(l AS BIGINT) * 4294967296 + r)) AS place FROM ${edgesScan(run)}) ORDER BY place, weight DESC LIMIT ${count}`,
  )
  const numbers = [...new Set(drawn.flatMap(({ l, r }) => [l, r]))]
  if (numbers.length === 0) return []
  const records = await db.rows<Record<string, unknown> & { id: number }>(
    `SELECT * FROM records WHERE id IN (${numbers.join(', ')})`,
  )
  const nodes = await db.rows<Record<string, unknown> & { id: number }>(
    `SELECT * FROM nodes WHERE id IN (${numbers.join(', ')})`,
  )
  const persons = existsSync(run.paths.persons)
    ? new Map(
        (
          await db.rows<{ id: number; person_id: number }>(
            `SELECT id, person_id FROM read_parquet(${quoted(run.paths.persons)}) WHERE id IN (${numbers.join(', ')})`,
          )
        ).map(({ id, person_id }) => [id, person_id]),
      )
    : undefined
  const side = (number: number) => {
    const record = records.find(({ id }) => id === number) ?? { id: number }
    const written = Object.keys(run.settings.fields).flatMap((field) => {
      const value = (record as Record<string, unknown>)[writtenColumn(field)]
      return value === null || value === undefined ? [] : [[field, String(value)] as const]
    })
    const { source_name, record_id } = record as Record<string, unknown>
    return {
      name: `${source_name}:${record_id}`,
      written: Object.fromEntries(written),
      node: nodeOf(nodes.find(({ id }) => id === number) ?? {}),
    }
  }
  return drawn
    .map(({ l, r, weight }) => ({
      left: side(l),
      right: side(r),
      weight,
      onePerson: persons === undefined ? undefined : persons.get(l) === persons.get(r),
    }))
    .toSorted((a, b) => b.weight - a.weight)
}

async function collectData(run: Run, options: ReportOptions): Promise<ReportData> {
  const { paths, plan } = run
  const loaded = await getLoadReport(run)
  const model = await getModel(run)
  const db = await openDuckdb({
    ...run.resources,
    path: paths.store,
    readOnly: true,
    tempDirectory: paths.temp,
  })
  try {
    const edges = edgesScan(run)
    const weights = await db.rows<{ x: number; count: number }>(
      `SELECT floor(weight) AS x, count(*) AS count FROM ${edges} GROUP BY 1 ORDER BY 1`,
    )
    const perRule = await db.rows<{ rule: number; count: number }>(
      `SELECT rule, count(*) AS count FROM ${edges} GROUP BY 1`,
    )
    const clusters = await findJson<ClusterReport>(join(paths.dir, 'clusters.json'))
    const personSizes =
      clusters === undefined
        ? []
        : await db.rows<{ x: number; count: number }>(
            `SELECT size AS x, count(*) AS count FROM (SELECT count(*) AS size FROM read_parquet(${quoted(paths.persons)}) GROUP BY person_id) GROUP BY 1 ORDER BY 1`,
          )
    const step = Math.max(1, Math.round(loaded.records / 100_000))
    const self = statement(duckdbDialect, [
      {
        name: 'pairs',
        sql: `SELECT l.id AS l, r.id AS r, -1 AS rule, ${bothSides(run.settings)} FROM nodes l JOIN nodes r ON l.id = r.id WHERE l.id % ${step} = 0`,
      },
      compare(plan, duckdbDialect),
      score(plan, model),
    ])
    const selfWeights = await db.rows<{ x: number; count: number }>(
      `SELECT floor(weight / 2) * 2 AS x, count(*) * ${step} AS count FROM (${self}) GROUP BY 1 ORDER BY 1`,
    )
    const columns = [
      ...new Set(
        plan.comparisons.flatMap(({ frequency }) =>
          frequency === undefined ? [] : [frequency.column],
        ),
      ),
    ]
    const frequent = []
    for (const column of columns)
      frequent.push(
        ...(await db.rows<{ column: string; value: string; share: number }>(
          `SELECT '${column}' AS "column", CAST(value AS VARCHAR) AS value, 2 ** tf AS share FROM frequency_${column} ORDER BY tf DESC, value LIMIT 5`,
        )),
      )
    return {
      loaded,
      model,
      clusters,
      evaluation: await findJson<Evaluation>(join(paths.dir, 'evaluation.json')),
      faults: await listRowFaults(run),
      values: options.examples > 0,
      links: weights
        .filter(({ x }) => x >= (run.settings.thresholds?.link ?? 0))
        .reduce((sum, { count }) => sum + count, 0),
      weights,
      perRule: new Map(perRule.map(({ rule, count }) => [rule, count])),
      personSizes,
      selfWeights,
      frequent,
      pairs: await listPairs(db, run, options.examples),
    }
  } finally {
    db.close()
  }
}

type Cell = string | number | undefined

/** Thousands kept together. */
const spaced = (value: number): string => value.toLocaleString('en').replaceAll(',', '\u00a0')

function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cell = (value: Cell) =>
    typeof value === 'number'
      ? `<td class="n">${escaped(Number.isInteger(value) ? spaced(value) : shortNumber(value))}</td>`
      : `<td>${escaped(value ?? '')}</td>`
  const names = head.map((name) =>
    name === '' ? '<td></td>' : `<th scope="col">${escaped(name)}</th>`,
  )
  const headRow = head.every((name) => name === '')
    ? ''
    : `<thead><tr>${names.join('')}</tr></thead>`
  return `<div class="wide"><table>${headRow}<tbody>${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</tbody></table></div>`
}

function figure(lang: Lang, plot: string, rows: string): string {
  return `<figure>${plot}<details><summary>${words[lang].numbers}</summary>${rows}</details></figure>`
}

const percent = (value: number, digits = 2) => `${(100 * value).toFixed(digits)} %`

// A share of fewer links than these says little.
const LEAST_SHOWN = 20

/** The probability in the middle of half a step of weight. */
const expectedAt = (weight: number): number => 1 / (1 + 2 ** -(weight + 0.25))

const TOO_SURE = 0.03

/** Whether the probability may be taken at its word, and where not: most readers cannot tell from two lines. */
function calibrationSaid(calibration: Evaluation['calibration'], link: number, lang: Lang): string {
  const say = words[lang]
  const linked = calibration.filter(({ weight }) => weight >= link)
  const off = linked.filter(
    ({ weight, links, right }) =>
      links >= LEAST_SHOWN && expectedAt(weight) - right / links > TOO_SURE,
  )
  const [first, last] = [off[0], off.at(-1)]
  if (first === undefined || last === undefined) return say.calibrationGood
  const within = linked.filter(({ weight }) => weight >= first.weight && weight <= last.weight)
  const sum = (of: (bin: (typeof within)[number]) => number) =>
    within.reduce((total, bin) => total + of(bin), 0)
  const links = sum((bin) => bin.links)
  const all = linked.reduce((total, bin) => total + bin.links, 0)
  return fill(
    say.calibrationOff,
    String(first.weight),
    String(last.weight + 0.5),
    String(Math.round((100 * sum((bin) => bin.links * expectedAt(bin.weight))) / links)),
    String(Math.round((100 * sum((bin) => bin.right)) / links)),
    spaced(links),
    ((100 * links) / all).toFixed(1),
  )
}

function evaluationPart(run: Run, { evaluation }: ReportData, lang: Lang): string {
  const say = words[lang]
  if (evaluation === undefined) return `<p>${say.noLabels}</p>`
  const { persons, intervals, sweep, groups, calibration } = evaluation
  const between = ({ low, high }: { low: number; high: number }) =>
    `${percent(low)} – ${percent(high)}`
  const title = (group: string) => {
    if (group === 'source') return say.source
    const [ref = '', given] = group.split(' ')
    const name = refTitle(lang, run.settings, ref)
    return given === undefined ? name : fill(say.given, name)
  }
  const ofGroup: Readonly<Record<string, string>> = { ...say, 'not known': say.notKnown }
  // Sources have names of their own.
  const shown = (group: string, value: string) =>
    group === 'source' ? value : (ofGroup[value] ?? value)
  const wanted = sweep.filter(({ weight }) => Number.isInteger(weight))
  const ofThousand = (share: number) => String(Math.round(share * 1000))
  return [
    `<p>${fill(say.quality, ofThousand(persons.pairs.precision), ofThousand(persons.pairs.recall))}</p>`,
    table(
      ['', say.precision, say.recall, say.f1],
      [
        [
          say.byPairs,
          percent(persons.pairs.precision),
          percent(persons.pairs.recall),
          persons.pairs.f1.toFixed(4),
        ],
        [
          say.interval,
          between(intervals.precision),
          between(intervals.recall),
          `${intervals.f1.low.toFixed(4)} – ${intervals.f1.high.toFixed(4)}`,
        ],
        [
          say.byRecords,
          percent(persons.bCubed.precision),
          percent(persons.bCubed.recall),
          persons.bCubed.f1.toFixed(4),
        ],
        [
          say.whole,
          percent(persons.exact.right / Math.max(1, persons.exact.found)),
          percent(persons.exact.right / Math.max(1, persons.exact.true)),
          '',
        ],
        [say.blockingRecall, '', percent(evaluation.blockingRecall), ''],
        [say.scoringRecall, '', percent(evaluation.scoringRecall), ''],
      ],
    ),
    `<h3>${say.sweep}</h3>`,
    figure(
      lang,
      lineChart(
        say.sweep,
        (['precision', 'recall', 'f1'] as const).map((name) => ({
          name: say[name],
          points: wanted.map((point) => [point.weight, point[name]] as const),
        })),
        { x: say.weight, y: '', yFrom: 0.5, yTo: 1, mark: run.settings.thresholds?.link ?? 0 },
      ),
      table(
        [say.weight, say.links, say.precision, say.recall, say.f1],
        wanted.map((point) => [
          point.weight,
          point.links,
          percent(point.precision),
          percent(point.recall),
          point.f1.toFixed(4),
        ]),
      ),
    ),
    `<h3>${say.calibration}</h3><p>${calibrationSaid(calibration, run.settings.thresholds?.link ?? 0, lang)}</p>`,
    figure(
      lang,
      lineChart(
        say.calibration,
        [
          {
            name: say.rightLinks,
            points: calibration
              .filter(({ links }) => links >= LEAST_SHOWN)
              .map(({ weight, links, right }) => [weight, right / links] as const),
          },
          {
            name: say.probability,
            points: calibration
              .filter(({ links }) => links >= LEAST_SHOWN)
              .map(({ weight }) => [weight, expectedAt(weight)] as const),
          },
        ],
        { x: say.weight, y: '', yFrom: 0, yTo: 1 },
      ),
      table(
        [say.weight, say.links, say.rightLinks, say.probability],
        calibration.map(({ weight, links, right }) => [
          weight,
          links,
          percent(right / links),
          percent(expectedAt(weight)),
        ]),
      ),
    ),
    `<h3>${say.groups}</h3><p>${say.groupsHelp}</p>`,
    ...[...comparableGroups(groups)].map(([group, values]) =>
      figure(
        lang,
        barChart(
          `${say.groups} ${title(group)}`,
          values.slice(0, 24).map(
            ({ value, pairs }): Bar => ({
              label: `${title(group)}: ${shown(group, value)}`,
              value: pairs.recall,
              note: percent(pairs.recall, 1),
              mark: pairs.recall < persons.pairs.recall - 0.02,
            }),
          ),
        ),
        table(
          [say.group, '', say.records, say.precision, say.recall, say.f1],
          values.map(({ value, records, pairs }) => [
            title(group),
            shown(group, value),
            records,
            percent(pairs.precision),
            percent(pairs.recall),
            pairs.f1.toFixed(4),
          ]),
        ),
      ),
    ),
  ].join('\n')
}

/** The waterfall of a pair with the values of both records. */
export function pairPart(run: Run, model: Model, pair: ReportPair, lang: Lang): string {
  const say = words[lang]
  const explanation = explainRecords(run.plan, model, pair.left.node, pair.right.node)
  const steps = [
    { label: say.prior, value: explanation.prior },
    ...explanation.contributions.flatMap(({ code, weight }, at) => {
      const comparison = run.plan.comparisons[at]
      if (comparison === undefined) return []
      const label = findingTitle(lang, run.settings, comparison, code)
      return [{ label, value: weight }]
    }),
    ...(explanation.relatives === 0
      ? []
      : [{ label: say.relatives, value: explanation.relatives }]),
    {
      label: `${say.total} (${say.probability} ${probabilityText(explanation.probability)})`,
      value: explanation.weight,
      total: true,
    },
  ]
  const fields = Object.keys(run.settings.fields).filter(
    (field) => pair.left.written[field] !== undefined || pair.right.written[field] !== undefined,
  )
  const title = `${pair.left.name} · ${pair.right.name}`
  const outcome =
    pair.onePerson === undefined ? '' : pair.onePerson ? say.onePerson : say.twoPersons
  return `<section class="pair"><h3>${escaped(title)}</h3><p>${escaped(verdict(run, steps, explanation.weight, lang))}${outcome === '' ? '' : ` <strong>${outcome}</strong>`}</p>${table(
    [say.field, say.left, say.right],
    fields.map((field) => [
      refTitle(lang, run.settings, field),
      pair.left.written[field] ?? `(${say.notKnown})`,
      pair.right.written[field] ?? `(${say.notKnown})`,
    ]),
  )}${figure(
    lang,
    waterfall(title, steps),
    table(
      [say.comparison, say.weight],
      steps.map(({ label, value }) => [label, value.toFixed(2)]),
    ),
  )}</section>`
}

const REASONS_TOLD = 3

/** Whether the pair is linked and why, in one line. */
function verdict(
  run: Run,
  steps: readonly { readonly label: string; readonly value: number; readonly total?: boolean }[],
  weight: number,
  lang: Lang,
): string {
  const say = words[lang]
  const reasons = steps.slice(1).filter(({ total }) => total !== true)
  const told = (text: string, sign: 1 | -1): readonly string[] => {
    const strongest = reasons
      .filter(({ value }) => value * sign >= 1)
      .toSorted((a, b) => (b.value - a.value) * sign)
      .slice(0, REASONS_TOLD)
      .map(({ label, value }) => `${label} (${signed(value)})`)
    return strongest.length === 0 ? [] : [fill(text, strongest.join(', '))]
  }
  const linked = weight >= (run.settings.thresholds?.link ?? 0)
  return [
    linked ? say.linked : say.notLinked,
    ...told(say.speaksFor, 1),
    ...told(say.speaksAgainst, -1),
  ]
    .join('; ')
    .concat('.')
}

function ruleTitle(run: Run, rule: number, name: string, lang: Lang): string {
  return (
    run.settings.blocking[rule]?.on
      .map((ref) => (typeof ref === 'string' ? refTitle(lang, run.settings, ref) : ref.sql))
      .join(' + ') ?? name
  )
}

/** What the model says of itself in `warnings`, in the reader's language. */
export function warningsSaid(run: Run, model: Model, lang: Lang): readonly string[] {
  const say = words[lang]
  const ofSessions = model.sessions.flatMap(({ rule, name, converged, matches, iterations }) => {
    const title = ruleTitle(run, rule, name, lang)
    return [
      ...(converged ? [] : [fill(say.notSettled, title, iterations)]),
      ...(matches < FEW_MATCHES ? [fill(say.fewMatches, title, Math.round(matches))] : []),
    ]
  })
  const ofComparisons = run.plan.comparisons.flatMap(({ name, settings }, at) => {
    const title = refTitle(lang, run.settings, settings.field)
    const isEstimated =
      settings.m !== undefined ||
      model.sessions.some(
        ({ matches, comparisons }) => matches >= 1 && comparisons.some((one) => one.name === name),
      )
    const weight = model.comparisons[at]?.levels[0]?.weight ?? 0
    return [
      ...(isEstimated ? [] : [fill(say.notEstimated, title)]),
      ...(weight <= 0 ? [fill(say.againstItself, title)] : []),
    ]
  })
  return [...ofSessions, ...ofComparisons]
}

function modelPart(run: Run, { model }: ReportData, lang: Lang): string {
  const say = words[lang]
  const warned = warningsSaid(run, model, lang)
  const rows = run.plan.comparisons.flatMap((comparison, index) =>
    comparison.levels.map(({ level }, at) => {
      const trained = model.comparisons[index]?.levels[at]
      const field = comparison.settings.field
      const name = refTitle(lang, run.settings, field)
      return {
        name,
        label:
          level === 'else'
            ? otherTitle(lang, run.settings, comparison.settings)
            : levelTitle(lang, run.settings, field, level),
        trained,
      }
    }),
  )
  const relatives = model.relatives === undefined ? [] : [say.relativesF]
  return [
    `<h2>${say.weights}</h2><p>${say.weightsHelp}</p>`,
    figure(
      lang,
      barChart(
        say.weights,
        rows.map(({ label, trained }) => ({
          label,
          value: trained?.weight ?? 0,
          note: signed(trained?.weight ?? 0),
        })),
      ),
      table(
        [say.comparison, say.level, 'm', 'u', ...relatives, say.weight],
        rows.map(({ name, label, trained }) => [
          name,
          label,
          percent(trained?.m ?? 0, 3),
          (trained?.u ?? 0).toExponential(2),
          ...(relatives.length === 0 ? [] : [percent(trained?.f ?? 0, 2)]),
          (trained?.weight ?? 0).toFixed(2),
        ]),
      ),
    ),
    `<h2>${say.training}</h2>`,
    figure(
      lang,
      lineChart(
        say.training,
        model.sessions
          .filter(({ history }) => history.length > 1)
          .map(({ rule, name, history }) => ({
            name: ruleTitle(run, rule, name, lang),
            points: history.map((share, at) => [at + 1, share] as const),
          })),
        { x: say.round, y: say.share, yFrom: 0, yTo: 1 },
      ),
      table(
        [say.rule, say.pairs, say.matches, say.round, say.settled],
        model.sessions.map(({ rule, name, pairs, matches, iterations, converged }) => [
          ruleTitle(run, rule, name, lang),
          pairs,
          Math.round(matches),
          iterations,
          converged ? say.yes : say.no,
        ]),
      ),
    ),
    warned.length === 0
      ? ''
      : `<h3>${say.warnings}</h3><ul>${warned.map((warning) => `<li>${escaped(warning)}</li>`).join('')}</ul>`,
  ].join('\n')
}

// So many of each kind are shown by line: enough to see what they have in common.
const FAULTS_SHOWN = 20

/** What was wrong with the rows, kind by kind: where, with which value, and what to do. */
function faultsPart(run: Run, { loaded, faults, values }: ReportData, lang: Lang): string {
  if (faults.length === 0) return ''
  const say = words[lang]
  const kinds = Map.groupBy(faults, ({ code }) => code)
  const unreadable = loaded.fields.reduce((sum, field) => sum + field.unreadable, 0)
  const parts = [...kinds].map(([code, own]) => {
    const { what, todo } = faultWords[lang][code]
    const all =
      code === 'value-unreadable'
        ? spaced(unreadable)
        : `${own.length >= FAULTS_PER_CODE ? '≥\u00a0' : ''}${spaced(own.length)}`
    const head = [say.file, say.line, say.column, ...(values ? [say.value] : [])]
    const rows = own.slice(0, FAULTS_SHOWN).map((fault) => [
      fault.file === undefined ? fault.source : basename(fault.file),
      // A number of a line is not an amount.
      fault.line === undefined ? '' : String(fault.line),
      faultColumn(lang, run.settings, fault),
      ...(values ? [faultValue(lang, fault)] : []),
    ])
    return `<h3>${escaped(what)} (${all})</h3><p>${escaped(todo)}</p>${table(head, rows)}`
  })
  return `<h2>${say.faults}: ${fill(say.faultsOverall, spaced(loaded.faults))}</h2><p>${fill(say.faultsHelp, FAULTS_PER_CODE, basename(run.paths.rowFaults), FAULTS_SHOWN)}</p>${parts.join('\n')}`
}

function loadPart(run: Run, data: ReportData, lang: Lang): string {
  const { loaded, perRule } = data
  const say = words[lang]
  const title = (field: string) => refTitle(lang, run.settings, field)
  const sizes = new Map<number, { blocks: number; pairs: number }>()
  for (const { from, blocks, pairs } of loaded.rules.flatMap((rule) => rule.sizes)) {
    const seen = sizes.get(from) ?? { blocks: 0, pairs: 0 }
    sizes.set(from, { blocks: seen.blocks + blocks, pairs: seen.pairs + pairs })
  }
  return [
    `<h2>${say.fields}</h2>`,
    figure(
      lang,
      barChart(
        say.fields,
        loaded.fields.map(({ field, known }) => ({
          label: title(field),
          value: known / Math.max(1, loaded.records),
          note: percent(known / Math.max(1, loaded.records), 1),
        })),
      ),
      table(
        [say.field, say.known, say.unreadable, say.distinct, say.commonest],
        loaded.fields.map(({ field, known, unreadable, distinct, most }) => [
          title(field),
          known,
          unreadable,
          distinct,
          most.map(({ value, records }) => `${value} (${shortNumber(records)})`).join(', '),
        ]),
      ),
    ),
    faultsPart(run, data, lang),
    `<h2>${say.blocking}</h2>`,
    figure(
      lang,
      barChart(
        say.blocking,
        loaded.rules.map(({ rule, name, pairs }) => ({
          label: ruleTitle(run, rule, name, lang),
          value: pairs,
        })),
      ),
      table(
        [say.rule, say.pairs, say.freshPairs, say.blocks, say.largestBlock, say.leftOut, ''],
        loaded.rules.map(({ rule, name, pairs, blocks, largest, leftOut, largestBlocks }) => [
          ruleTitle(run, rule, name, lang),
          pairs,
          perRule.get(rule) ?? 0,
          blocks,
          largest,
          leftOut.pairs,
          largestBlocks.map(({ values, records }) => `${values.join(' ')} (${records})`).join('; '),
        ]),
      ),
    ),
    figure(
      lang,
      histogram(
        say.blockSizes,
        [...sizes].toSorted(([a], [b]) => a - b).map(([x, { pairs }]) => ({ x, value: pairs })),
        { x: say.size, y: say.pairs },
      ),
      table(
        [say.size, say.blocks, say.pairs],
        [...sizes]
          .toSorted(([a], [b]) => a - b)
          .map(([x, { blocks, pairs }]) => [x, blocks, pairs]),
      ),
    ),
  ].join('\n')
}

function resultPart(run: Run, data: ReportData, lang: Lang): string {
  const say = words[lang]
  const link = run.settings.thresholds?.link ?? 0
  const bins = (values: readonly Bin[]) => values.map(({ x, count }) => ({ x, value: count }))
  const rows = (name: string, values: readonly Bin[]) =>
    table(
      [name, say.count],
      values.map(({ x, count }) => [x, count]),
    )
  return [
    `<h2>${say.distribution}</h2><p>${fill(say.distributionHelp, String(link))}</p>`,
    figure(
      lang,
      histogram(say.distribution, bins(data.weights), { x: say.weight, y: say.links, mark: link }),
      rows(say.weight, data.weights),
    ),
    data.personSizes.length === 0
      ? ''
      : `<h2>${say.personSizes}</h2>${figure(lang, histogram(say.personSizes, bins(data.personSizes), { x: say.records, y: say.persons }), rows(say.records, data.personSizes))}`,
    `<h2>${say.unlinkable}</h2><p>${say.unlinkableHelp}</p>`,
    figure(
      lang,
      histogram(say.unlinkable, bins(data.selfWeights), {
        x: say.weight,
        y: say.records,
        mark: link,
      }),
      rows(say.weight, data.selfWeights),
    ),
    data.frequent.length === 0
      ? ''
      : `<h2>${say.frequencies}</h2><p>${say.frequenciesHelp}</p>${figure(
          lang,
          barChart(
            say.frequencies,
            data.frequent.map(({ column, value, share }) => ({
              label: `${refTitle(lang, run.settings, column.replace('__', '.'))}: ${value}`,
              value: share,
              note: percent(share, 2),
            })),
          ),
          table(
            [say.field, say.value, say.share],
            data.frequent.map(({ column, value, share }) => [
              refTitle(lang, run.settings, column.replace('__', '.')),
              value,
              percent(share, 3),
            ]),
          ),
        )}`,
  ].join('\n')
}

export const STYLE = `:root{color-scheme:light dark;--ink:#1d2430;--paper:#fff;--soft:#eef1f5;--for:#2f6f8f;--against:#b4552d;--line:#c3cad4}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ee;--paper:#14181f;--soft:#1f2630;--for:#6fb3d2;--against:#e08a5f;--line:#3a4350}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:56rem;margin:0 auto;padding:1rem}
h1{font-size:1.6rem}h2{margin-top:2.2rem;font-size:1.2rem;border-top:1px solid var(--line);padding-top:1rem}h3{font-size:1rem}
table{border-collapse:collapse;font-size:.86rem;font-variant-numeric:tabular-nums}th,td{text-align:left;padding:.15rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}td.n{text-align:right}
.wide{overflow-x:auto}figure{margin:1rem 0}svg{width:100%;height:auto;font:12px system-ui,sans-serif}svg text{fill:var(--ink)}.small{font-size:11px}.strong{font-weight:600}.narrow{display:none}
.row{display:grid;grid-template-columns:17rem 1fr 5rem;gap:0 .6rem;align-items:center;font-size:.86rem;padding:.1rem 0}.row svg{height:.85rem;grid-column:2;grid-row:1}.row span{text-align:right;overflow-wrap:anywhere}.row b{font-weight:inherit;font-variant-numeric:tabular-nums}.row .axis{vector-effect:non-scaling-stroke}
.names{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;margin:0 0 .3rem;padding:0;font-size:.86rem}.names svg{width:1.4rem;height:.7rem}
@media(max-width:40rem){.broad{display:none}.narrow{display:block}td,th{padding-inline:.35rem}td{overflow-wrap:break-word}.row{grid-template-columns:1fr auto;padding:.15rem 0}.row span{text-align:left;grid-column:1;grid-row:1}.row b{grid-column:2;grid-row:1}.row svg{grid-column:1/-1;grid-row:2;height:.7rem}}
.for{fill:var(--for)}.against{fill:var(--against)}.total{fill:var(--ink)}.axis{stroke:var(--ink)}.dashed{stroke-dasharray:4 3}.grid{stroke:var(--line);stroke-width:.6}
.line{fill:none;stroke-width:1.8}.line0{stroke:var(--for)}.line1{stroke:var(--against)}.line2{stroke:var(--ink)}.line3{stroke:#7a9a3a}.line4{stroke:#8a63b8}.line5{stroke:#b09030}.line6{stroke:#7d8794}
.note{background:var(--soft);padding:.6rem .9rem;border-left:4px solid var(--against)}details summary{cursor:pointer;color:var(--for)}.pair{border-top:1px dashed var(--line);break-inside:avoid}
nav ol{columns:2;column-gap:2rem;padding-left:1.4rem;margin:.8rem 0;font-size:.92rem}nav li{break-inside:avoid}nav a{display:block;padding:.15rem 0}a{color:var(--for)}h2{scroll-margin-top:.5rem}
@media(max-width:40rem){nav ol{columns:1}}
@media print{details,nav{display:none}}`

/** Pairs with the reasons, which most readers come for. */
function examplesPart(run: Run, { model, pairs }: ReportData, lang: Lang): string {
  const say = words[lang]
  if (pairs.length === 0) return ''
  const help = [
    fill(say.waterfallHelp, String(run.settings.thresholds?.link ?? 0)),
    ...(model.relatives === undefined ? [] : [say.relativesHelp]),
  ].join(' ')
  return `<h2>${say.examples}</h2><p>${help}</p>${pairs.map((pair) => pairPart(run, model, pair, lang)).join('\n')}`
}

/** A way to each part of a long page, beside none to any other. */
function withContents(
  parts: string,
  lang: Lang,
): { readonly contents: string; readonly body: string } {
  const titles: string[] = []
  const body = parts.replace(/<h2>(.*?)<\/h2>/g, (_, title: string) => {
    titles.push(title)
    return `<h2 id="part-${titles.length}">${title}</h2>`
  })
  const links = titles.map((title, at) => `<li><a href="#part-${at + 1}">${title}</a></li>`)
  return {
    contents: `<nav aria-label="${words[lang].contents}"><ol>${links.join('')}</ol></nav>`,
    body,
  }
}

/** The report as one HTML page, written into the run's folder; gives its path. */
export async function reportRun(run: Run, options: ReportOptions): Promise<string> {
  const { lang } = options
  const say = words[lang]
  const data = await collectData(run, options)
  const { loaded, model, clusters, evaluation } = data
  const summary = table(
    ['', ''],
    [
      [say.records, loaded.records],
      [
        say.sources,
        loaded.sources.map(({ name, records }) => `${name} (${spaced(records)})`).join(', '),
      ],
      [say.links, data.links],
      ...(clusters === undefined
        ? []
        : ([
            [say.persons, clusters.persons],
            [say.largest, clusters.largest],
            [say.looked, clusters.looked],
            [say.split, clusters.split],
          ] as const)),
      ...(evaluation === undefined
        ? []
        : ([
            [
              `${say.f1} (${say.byPairs})`,
              `${evaluation.persons.pairs.f1.toFixed(4)} (${evaluation.intervals.f1.low.toFixed(4)} – ${evaluation.intervals.f1.high.toFixed(4)})`,
            ],
          ] as const)),
      [say.lambda, fill(say.oneIn, spaced(Math.round(1 / model.lambda)))],
      ...(model.relatives === undefined
        ? []
        : ([
            [say.relativesShare, fill(say.oneIn, spaced(Math.round(1 / model.relatives)))],
          ] as const)),
      [say.trainedAt, model.trainedAt.replace('T', ' ').replace(/(:\d\d)(?::.*)?Z$/, '$1 UTC')],
      [say.fingerprint, model.settings],
    ],
  )
  const parts = `<h2>${say.summary}</h2>${summary}
<h2>${say.evaluation}</h2>${evaluationPart(run, data, lang)}
${examplesPart(run, data, lang)}
${resultPart(run, data, lang)}
${modelPart(run, data, lang)}
${loadPart(run, data, lang)}
`
  const { contents, body } = withContents(parts, lang)
  const html = `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${say.title}</title><style>${STYLE}</style></head>
<body><main><h1>${say.title}</h1>
${options.examples > 0 ? `<p class="note">${say.personal}</p>` : ''}
${contents}
${body}</main></body></html>
`
  const path = join(run.paths.dir, `report-${lang}.html`)
  await writeWhole(path, html)
  return path
}
