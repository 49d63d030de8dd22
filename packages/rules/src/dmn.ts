import type { Condition, Pack, Rule, Test } from './ast.ts'
import type { SourceDocument } from './load.ts'
import { type Formula, readLogic } from './logic.ts'
import type { PlainDate } from './plain-date.ts'
import { lawAt } from './scope.ts'

/** A DMN file or an article that does not fit decision tables of compliance level 2. Says where and why. */
export class DmnError extends Error {
  override readonly name = 'DmnError'
}

// ---------------------------------------------------------------- XML, as much of it as DMN files use

type Element = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
  text: string
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
}

function unescaped(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g, (whole, decimal, hex, name) =>
    decimal
      ? String.fromCodePoint(Number(decimal))
      : hex
        ? String.fromCodePoint(Number.parseInt(hex, 16))
        : (ENTITIES[name] ?? whole),
  )
}

/** Reads elements, attributes and text. A document type is refused: it can make a reader expand entities without end. */
function readXml(xml: string): Element {
  if (/<!DOCTYPE/i.test(xml)) throw new DmnError('a DMN file has no document type (<!DOCTYPE)')
  const root: Element = { name: '', attributes: {}, children: [], text: '' }
  const open: Element[] = [root]
  const token =
    /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/g
  for (const [whole, cdata, closing, opening, attributes = '', empty, text] of xml.matchAll(
    token,
  )) {
    const here = open.at(-1) ?? root
    if (text !== undefined) here.text += unescaped(text)
    else if (cdata !== undefined) here.text += cdata
    else if (opening !== undefined) {
      const element: Element = {
        name: opening.replace(/^.*:/, ''),
        attributes: Object.fromEntries(
          [...attributes.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(
            ([, name = '', double, single]) => [name, unescaped(double ?? single ?? '')],
          ),
        ),
        children: [],
        text: '',
      }
      here.children.push(element)
      if (empty === '') open.push(element)
    } else if (closing !== undefined && open.pop()?.name !== closing.replace(/^.*:/, ''))
      throw new DmnError(`${whole} closes an element that is not open`)
  }
  if (open.length !== 1) throw new DmnError(`${open.at(-1)?.name} is not closed`)
  return root
}

function descendants(element: Element, name: string): readonly Element[] {
  return element.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...descendants(child, name),
  ])
}

function textOf(element: Element | undefined): string {
  return (element?.children.find(({ name }) => name === 'text') ?? element)?.text.trim() ?? ''
}

// ---------------------------------------------------------------- reading

type Column = {
  readonly fact: string
  readonly label: string
  readonly type: 'yesno' | 'number' | 'choice' | 'date'
  readonly names: Map<string, string>
}

const POLICIES = ['UNIQUE', 'ANY', 'FIRST', 'PRIORITY', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER']

/**
 * Reads the decisions of a DMN file (level 2) as documents of a pack, one article and one decision each, so that missing inputs are answered soundly:
 * decision tables with unary tests on booleans, whole numbers, texts and dates, under every hit policy (COLLECT without adding up), and logical
 * expressions (`and`, `or`, `not`, comparisons, `null`), whose answer is the rule `true` or `false`. The answer of a table is the rule or rules that hold;
 * that of an ANY table is its output (`o1`, `o2` …), and two rules with different outputs are a conflict. Throws `DmnError` for anything else.
 */
export function readDmn(xml: string, from: PlainDate = '2000-01-01'): readonly SourceDocument[] {
  const root = readXml(xml)
  const tables = descendants(root, 'decision').flatMap((decision) =>
    decision.children
      .filter(({ name }) => name === 'decisionTable' || name === 'literalExpression')
      .map((table) => ({ decision, table })),
  )
  if (tables.length === 0) throw new DmnError('the file holds no decision table and no expression')
  const inputs = new Map(
    descendants(root, 'inputData').map((input) => [
      input.attributes.name ?? '',
      input.children.find(({ name }) => name === 'variable')?.attributes.typeRef,
    ]),
  )
  const results = new Set(tables.map(({ decision }) => decision.attributes.name ?? ''))
  const outputs = new Map<string, string>()
  const columns = new Map<string, Column>()
  const articles: unknown[] = []
  const decisions: unknown[] = []
  for (const [index, { decision, table }] of tables.entries()) {
    const label = decision.attributes.name ?? `table ${index + 1}`
    const id = `dmn/code/${index + 1}`
    const decided = (outcome: string, several: string) =>
      decisions.push({
        decision: nameFor(
          label,
          new Set(decisions.map((one) => (one as { decision: string }).decision)),
          'table',
        ),
        title: { en: label },
        articles: [id],
        kinds: ['outcome'],
        outcome,
        several,
      })
    if (table.name === 'literalExpression') {
      const formula = logicOf(textOf(table), label, inputs, results, columns)
      const sides = [
        { answer: 'true', when: formula },
        { answer: 'false', when: typeof formula === 'boolean' ? !formula : { not: formula } },
      ].filter(({ when }) => when !== false)
      articles.push({
        article: id,
        code: 'dmn/code',
        number: String(index + 1),
        title: { en: label },
        versions: [
          {
            id: 'v1',
            from,
            confidence: 'verified',
            text: Object.fromEntries(
              sides.map(({ answer }) => [answer, { en: `${textOf(table)} → ${answer}` }]),
            ),
            rules: sides.map(({ answer, when }) => ({
              id: answer,
              cites: answer,
              when: when === true ? 'always' : when,
              // biome-ignore lint/suspicious/noThenProperty: the format of a pack speaks of when and then.
              then: { outcome: { name: answer, what: { en: answer } } },
            })),
          },
        ],
      })
      decided('rule', 'conflict')
      continue
    }
    const policy = table.attributes.hitPolicy ?? 'UNIQUE'
    if (!POLICIES.includes(policy))
      throw new DmnError(
        `${label}: there is no hit policy ${policy}; one of ${POLICIES.join(', ')}`,
      )
    if (table.attributes.aggregation !== undefined)
      throw new DmnError(`${label}: adding up (${table.attributes.aggregation}) is not read`)
    const own = table.children
      .filter(({ name }) => name === 'input')
      .map((input) => columnOf(input, label, columns, results))
    const rules = table.children.filter(({ name }) => name === 'rule')
    articles.push({
      article: id,
      code: 'dmn/code',
      number: String(index + 1),
      title: { en: label },
      versions: [
        {
          id: 'v1',
          from,
          confidence: 'verified',
          text: Object.fromEntries(
            rules.map((rule, place) => [`r${place + 1}`, { en: describeRule(rule) }]),
          ),
          rules: rules.map((rule, place) =>
            ruleOf(
              rule,
              place,
              own,
              yieldingTo(rules, place, policy, table, label),
              outputs,
              label,
            ),
          ),
        },
      ],
    })
    decided(
      policy === 'ANY' ? 'output' : 'rule',
      ['UNIQUE', 'ANY', 'FIRST'].includes(policy) ? 'conflict' : 'collect',
    )
  }
  const facts = Object.fromEntries(
    [...columns.values()].map(({ fact, label, type, names }) => [
      fact,
      {
        title: { en: label },
        question: { en: `${label}?` },
        type,
        ...(type === 'number' ? { min: -1_000_000_000, max: 1_000_000_000 } : {}),
        ...(type === 'choice'
          ? {
              values: {
                ...Object.fromEntries([...names].map(([text, name]) => [name, { en: text }])),
                'any-other': { en: 'any other' },
              },
            }
          : {}),
      },
    ]),
  )
  const pack = {
    pack: 'dmn',
    title: { en: 'Decision tables' },
    languages: ['en'],
    zone: [{ offset: '+00:00' }],
    sources: {},
    branches: ['one'],
    sanctions: {},
    marks: {
      output: {
        title: { en: 'Output' },
        values: Object.fromEntries([...outputs].map(([text, name]) => [name, { en: text }])),
      },
    },
    roles: {},
    events: {},
    codes: { 'dmn/code': { title: { en: 'Decision tables' }, short: { en: 'Table' } } },
  }
  return [pack, { facts }, ...articles, ...decisions].map((data, index) => ({
    file: `dmn-${index}`,
    data,
  }))
}

function nameFor(text: string, taken: ReadonlySet<string>, fallback: string): string {
  const base =
    text
      .trim()
      .replaceAll(/[^A-Za-z0-9]+/g, '-')
      .replaceAll(/^[^A-Za-z]+|-+$/g, '') || fallback
  let name = base
  for (let count = 2; taken.has(name); count += 1) name = `${base}-${count}`
  return name
}

function columnOf(
  input: Element,
  table: string,
  columns: Map<string, Column>,
  results: ReadonlySet<string>,
): Column {
  const expression = input.children.find(({ name }) => name === 'inputExpression')
  const label = textOf(expression) || (input.attributes.label ?? '')
  if (!/^[\p{L}_][\p{L}\p{N}_.' -]*$/u.test(label))
    throw new DmnError(`${table}: the input ${JSON.stringify(label)} is an expression, not a name`)
  return columnNamed(label, expression?.attributes.typeRef, table, columns, results)
}

function columnNamed(
  label: string,
  typeRef: string | undefined,
  table: string,
  columns: Map<string, Column>,
  results: ReadonlySet<string>,
): Column {
  if (results.has(label))
    throw new DmnError(
      `${table}: the input ${label} is the result of another decision of the file, which is not read`,
    )
  const known = columns.get(label)
  if (known) return known
  const types: Readonly<Record<string, Column['type']>> = {
    boolean: 'yesno',
    integer: 'number',
    long: 'number',
    number: 'number',
    double: 'number',
    date: 'date',
    string: 'choice',
  }
  const type = types[(typeRef ?? 'string').replace(/^.*:/, '')]
  if (!type)
    throw new DmnError(
      `${table}: input ${label} has the type ${typeRef}; boolean, number, string or date`,
    )
  const made: Column = {
    fact: nameFor(label, new Set([...columns.values()].map(({ fact }) => fact)), 'input'),
    label,
    type,
    names: new Map(),
  }
  columns.set(label, made)
  return made
}

/** A logical expression over inputs as a formula; inputs it names become facts. */
function logicOf(
  text: string,
  table: string,
  inputs: ReadonlyMap<string, string | undefined>,
  results: ReadonlySet<string>,
  columns: Map<string, Column>,
): Formula {
  return readLogic(text, {
    inputs: [...inputs.keys()],
    refuse: (why) => new DmnError(`${table}: ${why}`),
    nothing() {
      const label = `null ${columns.size + 1}`
      return columnNamed(label, 'boolean', table, columns, results).fact
    },
    test(input, relation, literal) {
      const guessed =
        literal === undefined || literal === 'true' || literal === 'false'
          ? 'boolean'
          : literal.startsWith('"')
            ? 'string'
            : 'number'
      const column = columnNamed(input, inputs.get(input) ?? guessed, table, columns, results)
      if (literal === undefined) {
        if (column.type !== 'yesno')
          throw new DmnError(`${table}: ${input} is no boolean and stands alone`)
        return column.fact
      }
      if (
        column.type === 'number' ? /^-?\d+$/.test(literal) : relation === '=' || relation === '!='
      ) {
        if (column.type === 'yesno' && guessed === 'boolean')
          return `${column.fact} = ${relation === '=' ? literal : String(literal !== 'true')}`
        if (column.type === 'choice' && guessed === 'string')
          return `${column.fact} ${relation} ${memberOf(column, literal.slice(1, -1))}`
        if (column.type === 'number') return `${column.fact} ${relation} ${literal}`
      }
      throw new DmnError(`${table}: ${input} cannot be compared with ${literal} by ${relation}`)
    },
  })
}

function memberOf(column: Column, text: string): string {
  const name =
    column.names.get(text) ??
    nameFor(text, new Set([...column.names.values(), 'any-other', 'declined']), 'value')
  column.names.set(text, name)
  return name
}

/** The rules that a rule goes before: under FIRST the later ones, under PRIORITY those whose output stands later among the output values. */
function yieldingTo(
  rules: readonly Element[],
  place: number,
  policy: string,
  table: Element,
  label: string,
): readonly string[] {
  const name = (_: Element, index: number) => `r${index + 1}`
  if (policy === 'FIRST') return rules.map(name).slice(place + 1)
  if (policy !== 'PRIORITY') return []
  const values = textOf(
    table.children
      .find((child) => child.name === 'output')
      ?.children.find((child) => child.name === 'outputValues'),
  )
    .split(',')
    .map((value) => value.trim())
  const rank = (rule: Element | undefined) =>
    values.indexOf(textOf(rule?.children.find((child) => child.name === 'outputEntry')))
  if (rules.some((rule) => rank(rule) < 0))
    throw new DmnError(`${label}: PRIORITY needs output values that name every output`)
  const own = rank(rules[place])
  return rules.flatMap((rule, index) => (rank(rule) > own ? [`r${index + 1}`] : []))
}

function describeRule(rule: Element): string {
  const entries = (name: string) => rule.children.filter((child) => child.name === name).map(textOf)
  return `${entries('inputEntry').join(' | ')} → ${entries('outputEntry').join(' | ')}`
}

function ruleOf(
  rule: Element,
  place: number,
  columns: readonly Column[],
  before: readonly string[],
  outputs: Map<string, string>,
  table: string,
) {
  const entries = rule.children.filter(({ name }) => name === 'inputEntry')
  const output =
    rule.children
      .filter(({ name }) => name === 'outputEntry')
      .map(textOf)
      .join(' | ') || 'nothing'
  const mark = outputs.get(output) ?? `o${outputs.size + 1}`
  outputs.set(output, mark)
  const tests = entries.flatMap((entry, index) => {
    const column = columns[index]
    return column ? unaryTest(textOf(entry), column, table) : []
  })
  return {
    id: `r${place + 1}`,
    cites: `r${place + 1}`,
    when: tests.length === 0 ? 'always' : { all: tests },
    // biome-ignore lint/suspicious/noThenProperty: the format of a pack speaks of when and then.
    then: { outcome: { name: `r${place + 1}`, what: { en: output }, marks: { output: mark } } },
    ...(before.length > 0 ? { overrides: before } : {}),
  }
}

/** One cell: `-`, values separated by commas, a comparison, an interval, or `not(…)` around them. */
function unaryTest(cell: string, column: Column, table: string): readonly unknown[] {
  if (cell === '' || cell === '-') return []
  const negated = /^not\s*\(([\s\S]*)\)$/.exec(cell)
  if (negated) {
    const inner = unaryTest(negated[1]?.trim() ?? '', column, table)
    const [only] = inner
    return inner.length === 1 && typeof only === 'string' && only.includes(' in [')
      ? [only.replace(' in [', ' not in [')]
      : [{ not: { all: inner } }]
  }
  const refuse = () =>
    new DmnError(`${table}: ${column.label} cannot be tested by ${JSON.stringify(cell)}`)
  const parts =
    cell
      .replaceAll(/date\s*\(\s*"(\d{4}-\d{2}-\d{2})"\s*\)/g, '$1')
      .match(/"[^"]*"|[[\]()]\s*-?[\d-]+\s*\.\.\s*-?[\d-]+\s*[[\]()]|[^,\s][^,]*/g)
      ?.map((part) => part.trim()) ?? []
  const tests = parts.map((part): unknown => {
    if (column.type === 'yesno') {
      if (part !== 'true' && part !== 'false') throw refuse()
      return `${column.fact} = ${part}`
    }
    if (column.type === 'choice') {
      if (!/^"[^"]*"$/.test(part)) throw refuse()
      return `${column.fact} = ${memberOf(column, part.slice(1, -1))}`
    }
    const literal = column.type === 'date' ? '\\d{4}-\\d{2}-\\d{2}' : '-?\\d+'
    const limits = new RegExp(
      `^([[\\](])\\s*(${literal})\\s*\\.\\.\\s*(${literal})\\s*([)\\][])$`,
    ).exec(part)
    if (limits) {
      const [, left, low, high, right] = limits
      return {
        all: [
          `${column.fact} ${left === '[' ? '>=' : '>'} ${low}`,
          `${column.fact} ${right === ']' ? '<=' : '<'} ${high}`,
        ],
      }
    }
    const comparison = new RegExp(`^(<=|>=|<|>|=)?\\s*(${literal})$`).exec(part)
    if (!comparison) throw refuse()
    return `${column.fact} ${comparison[1] ?? '='} ${comparison[2]}`
  })
  const values = tests.map((one) =>
    typeof one === 'string' ? /^\S+ = (\S+)$/.exec(one)?.[1] : undefined,
  )
  if (
    column.type !== 'yesno' &&
    column.type !== 'date' &&
    values.every((value) => value !== undefined)
  )
    return [`${column.fact} in [${values.join(', ')}]`]
  return tests.length === 1 ? tests : [{ any: tests }]
}

// ---------------------------------------------------------------- writing

/**
 * Writes an article as a DMN 1.3 decision table, as of a day. Its rules must be conjunctions of plain tests on facts; anything richer (terms, windows, lists) is refused by name.
 * Rules that go before others stand first, under the hit policy FIRST.
 */
export function exportDmn(pack: Pack, article: string, date: PlainDate): string {
  const version = lawAt(pack, date).versions.find(
    (inForce) => inForce.version.article === article,
  )?.version
  if (!version) throw new DmnError(`${article} has no text on ${date}`)
  const rules = exceptionsFirst(version.rules)
  const rows = rules.map((rule) => ({ rule, cells: cellsOf(rule) }))
  const facts = [...new Set(rows.flatMap(({ cells }) => [...cells.keys()]))]
  const typeOf = (fact: string) =>
    ({ yesno: 'boolean', number: 'number', choice: 'string', date: 'date', list: 'string' })[
      pack.facts[fact]?.type ?? 'choice'
    ]
  const policy = rules.some(({ overrides }) => overrides.length > 0) ? 'FIRST' : 'UNIQUE'
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="pack" name="${inXml(pack.name)}" namespace="urn:${inXml(pack.name)}">`,
    `  <decision id="decision" name="${inXml(article)}">`,
    `    <decisionTable id="table" hitPolicy="${policy}">`,
    ...facts.map(
      (fact) =>
        `      <input label="${inXml(fact)}"><inputExpression typeRef="${typeOf(fact)}"><text>${inXml(fact)}</text></inputExpression></input>`,
    ),
    '      <output name="rule" typeRef="string"/>',
    ...rows.map(
      ({ rule, cells }) =>
        `      <rule>${facts.map((fact) => `<inputEntry><text>${inXml(cells.get(fact) ?? '-')}</text></inputEntry>`).join('')}<outputEntry><text>${inXml(`"${rule.id}"`)}</text></outputEntry></rule>`,
    ),
    '    </decisionTable>',
    '  </decision>',
    '</definitions>',
    '',
  ].join('\n')
}

function inXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function exceptionsFirst(rules: readonly Rule[]): readonly Rule[] {
  const placed: Rule[] = []
  const place = (rule: Rule): void => {
    if (placed.includes(rule)) return
    for (const other of rules) if (other.overrides.includes(rule.ref)) place(other)
    placed.push(rule)
  }
  for (const rule of rules) place(rule)
  return placed
}

function cellsOf(rule: Rule): ReadonlyMap<string, string> {
  const cells = new Map<string, string>()
  const add = (test: Test, negated: boolean) => {
    const { subject } = test
    const before = cells.get(subject.name)
    const both = before === undefined ? undefined : interval(before, cellOf(test, negated))
    if (
      subject.of !== 'fact' ||
      subject.measure !== 'value' ||
      (before !== undefined && both === undefined)
    )
      throw new DmnError(`${rule.ref}: ${test.text} does not fit one cell of a decision table`)
    cells.set(subject.name, both ?? cellOf(test, negated))
  }
  const visit = (condition: Condition): void => {
    if (condition.op === 'test') add(condition, false)
    else if (condition.op === 'not' && condition.of.op === 'test') add(condition.of, true)
    else if (condition.op === 'all') for (const part of condition.of) visit(part)
    else if (condition.op !== 'always')
      throw new DmnError(`${rule.ref}: ${condition.op} does not fit a decision table`)
  }
  visit(rule.when)
  return cells
}

/** Two bounds on one fact as an interval; undefined where they are not a lower and an upper one. */
function interval(one: string, other: string): string | undefined {
  const low = [one, other]
    .map((cell) => /^(>=?) (-?\d+)$/.exec(cell))
    .find((match) => match !== null)
  const high = [one, other]
    .map((cell) => /^(<=?) (-?\d+)$/.exec(cell))
    .find((match) => match !== null)
  if (!low || !high) return undefined
  return `${low[1] === '>=' ? '[' : '('}${low[2]}..${high[2]}${high[1] === '<=' ? ']' : ')'}`
}

function cellOf({ relation, values, text, subject }: Test, negated: boolean): string {
  const literals = values.map((value) => {
    if (typeof value === 'object')
      throw new DmnError(`${text} does not fit one cell of a decision table`)
    return typeof value === 'string' ? `"${value}"` : String(value)
  })
  if (subject.type === 'yesno') {
    if (values.length !== 1) throw new DmnError(`${text} does not fit one cell of a decision table`)
    const wanted = (values[0] === true) === (relation === '=' || relation === 'in')
    return String(wanted !== negated)
  }
  const list = literals.join(', ')
  const cell = {
    '=': list,
    in: list,
    '!=': `not(${list})`,
    'not in': `not(${list})`,
    '<': `< ${list}`,
    '<=': `<= ${list}`,
    '>': `> ${list}`,
    '>=': `>= ${list}`,
  }[relation]
  if (!negated) return cell
  return cell.startsWith('not(') ? list : `not(${cell})`
}
