import { AmendmentError, amend, differences } from './amend.ts'
import type {
  Act,
  Article,
  Case,
  Clock,
  Condition,
  Consequence,
  DayBound,
  Deadline,
  DeadlineUnit,
  DutyRule,
  Fact,
  Facts,
  Ladder,
  Length,
  Operation,
  Pack,
  Range,
  Relation,
  Rule,
  Sanction,
  Term,
  Transform,
  Version,
  VersionBody,
  Where,
} from './ast.ts'
import {
  type ArticleDocument,
  type Bound,
  type CaseDocument,
  type ConsequenceDocument,
  type DeadlineDocument,
  type DutyDocument,
  documentShapes,
  type FactDocument,
  type LadderDocument,
  type PackDocument,
  type RangeDocument,
  type RuleDocument,
  type SanctionDocument,
  type TransformDocument,
  type VersionDocument,
  versionShape,
} from './document.ts'
import { LeafError, type Meaning, type Names, readLeaf } from './expression.ts'
import { type FactProblem, readFacts } from './facts.ts'
import { parseDuration } from './plain-date.ts'
import {
  nearest,
  type Path,
  type Place,
  type Position,
  type Problem,
  type Read,
  within,
} from './shape.ts'

/** One parsed file: its data, and where in the file a path stands (the caller parses YAML and knows). */
export type SourceDocument = {
  readonly file: string
  readonly data: unknown
  readonly positionOf?: ((path: Path) => Position | undefined) | undefined
}

/** Everything wrong with a pack. Nothing of it was loaded. */
export class PackError extends Error {
  override readonly name = 'PackError'
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super(problems.map(describeProblem).join('\n'))
    this.problems = problems
  }
}

/** `file:line:column path: what is wrong (found …, expected …)` */
export function describeProblem({
  file,
  position,
  path,
  message,
  value,
  expected,
}: Problem): string {
  const where = position ? `${file}:${position.line}:${position.column}` : file
  const found = value === undefined ? '' : `found ${shown(value)}`
  const wanted = expected && !message.includes(expected) ? `expected ${expected}` : ''
  const detail = [found, wanted].filter((part) => part !== '').join(', ')
  return `${where} ${path.join('.')}: ${message}${detail ? ` (${detail})` : ''}`
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}

type Kind = keyof typeof documentShapes
type DocumentOf<K extends Kind> = Read<(typeof documentShapes)[K]>
type Found<K extends Kind> = {
  readonly file: string
  readonly document: DocumentOf<K>
  /** The same as it stands in the file: what amendments change. */
  readonly data: unknown
  readonly place: Place
  readonly where: (path: Path) => Where
}

/** Reads and checks all documents of a pack. Throws `PackError` with every problem found; a pack is loaded whole or not at all. */
export function loadPack(documents: readonly SourceDocument[]): Pack {
  const problems: Problem[] = []
  const texts: Said[] = []
  const sorted = sortDocuments(documents, problems, texts)
  checkTexts(sorted, texts)
  if (problems.length > 0) throw new PackError(problems)
  const pack = buildPack(sorted)
  checkTexts(sorted, texts) // What acts say: it is read when the versions are made.
  if (problems.length > 0) throw new PackError(problems)
  return pack
}

/** A text for people, and where to report what is wrong with it. */
type Said = { readonly place: Place; readonly text: Readonly<Record<string, string>> }

/** Every text has all languages of the pack and no other: whichever place it stands in, for the shape of a text tells. */
function checkTexts({ pack: [found] }: Sorted, texts: Said[]): void {
  const languages = found?.document?.languages
  if (!Array.isArray(languages)) return // Reported already; nothing to compare with.
  for (const { place, text } of texts.splice(0)) {
    for (const language of languages)
      if (!text[language])
        place.report(place.path, `the text has no ${language}`, text, languages.join(', '))
    for (const language of Object.keys(text))
      if (!languages.includes(language))
        place.report(
          [...place.path, language],
          `${language} is no language of the pack`,
          language,
          languages.join(', '),
        )
  }
}

type Sorted = { readonly [K in Kind]: readonly Found<K>[] }

function sortDocuments(
  documents: readonly SourceDocument[],
  problems: Problem[],
  texts: Said[],
): Sorted {
  const sorted: { [K in Kind]: Found<K>[] } = {
    pack: [],
    facts: [],
    terms: [],
    readings: [],
    index: [],
    calendar: [],
    article: [],
    act: [],
    decision: [],
    cases: [],
  }
  const kinds = Object.keys(documentShapes)
  for (const { file, data, positionOf } of documents) {
    const report: Place['report'] = (path, message, value, expected) => {
      problems.push({
        file,
        path,
        position: nearestPosition(positionOf, path),
        message,
        value,
        expected,
      })
    }
    const place: Place = {
      path: [],
      report,
      says: (path, text) => texts.push({ place: { ...place, path }, text }),
    }
    const first = typeof data === 'object' && data !== null ? Object.keys(data)[0] : undefined
    if (first === undefined || !kinds.includes(first)) {
      report(
        first ? [first] : [],
        'the first key does not say what the document is',
        first,
        kinds.join(', '),
      )
      continue
    }
    const kind = first as Kind
    const document = documentShapes[kind].read(data, place)
    const where = (path: Path): Where => ({ file, path, ...nearestPosition(positionOf, path) })
    sorted[kind].push({ file, document, data, place, where } as never)
  }
  if (sorted.pack.length !== 1)
    problems.push({
      file: documents[0]?.file ?? 'pack',
      path: [],
      message: `a pack has one pack document, found ${sorted.pack.length}`,
      expected: 'one file whose first key is pack',
    })
  return sorted
}

function nearestPosition(
  positionOf: SourceDocument['positionOf'],
  path: Path,
): Position | undefined {
  for (let length = path.length; length >= 0 && positionOf; length -= 1) {
    const position = positionOf(path.slice(0, length))
    if (position) return position
  }
  return undefined
}

/** The names a pack declares, gathered before anything that uses them is read. */
type Declared = {
  readonly pack: PackDocument
  readonly facts: Readonly<Record<string, FactDocument>>
  readonly terms: ReadonlySet<string>
  readonly readings: Readonly<Record<string, readonly string[]>>
  readonly articles: ReadonlySet<string>
  readonly acts: ReadonlyMap<string, Found<'act'>>
  readonly indices: ReadonlySet<string>
  readonly names: Names
}

function buildPack(sorted: Sorted): Pack {
  const [packFound] = sorted.pack
  if (!packFound) throw new Error('a pack document was checked to be there')
  const declared = declare(packFound.document, sorted)
  checkPackDocument(packFound, declared)

  const facts = merge(sorted.facts, (found) =>
    Object.entries(found.document.facts).map(([name, fact]) => [
      name,
      readFact(name, fact, found, declared),
    ]),
  )
  const terms = merge(sorted.terms, (found) =>
    Object.entries(found.document.terms).map(([name, term]): [string, Term] => [
      name,
      {
        name,
        title: term.title,
        versions: term.versions.map((version, index) => {
          const place = at(found, 'terms', name, 'versions', index)
          return {
            from: readBound(version.from, within(place, 'from'), declared),
            to: readBound(version.to, within(place, 'to'), declared),
            means: readCondition(version.means, within(place, 'means'), declared.names, declared),
            cites: version.cites ?? [],
            source: checkSource(version.source, within(place, 'source'), declared),
            confidence: version.confidence,
          }
        }),
        where: found.where(['terms', name]),
      },
    ]),
  )
  const readings = merge(sorted.readings, (found) =>
    Object.entries(found.document.readings).map(([name, reading]) => [
      name,
      { name, ...reading, where: found.where(['readings', name]) },
    ]),
  )
  const acts = merge(sorted.act, (found) => {
    const { document } = found
    const act: Act = {
      ...document,
      id: document.act,
      title: document.title,
      inForce: { ...estimated(document.inForce), rule: document.inForce.rule },
      source: checkSource(document.source, at(found, 'source'), declared),
      operations: document.operations as readonly Operation[],
      where: found.where([]),
    }
    checkOperations(act, found, declared)
    return [[act.id, act]]
  })
  const operations = operationsByVersion(acts)
  const articles = merge(sorted.article, (found) => [
    [found.document.article, readArticle(found, declared, operations, facts)],
  ])
  const decisions = merge(sorted.decision, (found) => {
    const { decision: name, ...rest } = found.document
    checkScope(found, declared)
    return [[name, { name, ...rest, where: found.where([]) }]]
  })
  const cases = sorted.cases.flatMap((found) =>
    found.document.tests.map((test, index) =>
      readCase(
        test,
        at(found, 'tests', index),
        found.where(['tests', index]),
        facts,
        declared,
        decisions,
      ),
    ),
  )
  const { pack: name, ...document } = packFound.document
  return {
    ...document,
    name,
    marks: document.marks ?? {},
    categories: document.categories ?? {},
    titles: document.titles ?? {},
    waivers: document.waivers ?? [],
    escalation: document.escalation ?? [],
    facts,
    terms,
    readings,
    indices: merge(sorted.index, ({ document: index }) => [
      [index.index, { name: index.index, ...index }],
    ]),
    calendars: merge(sorted.calendar, ({ document: calendar }) => [
      [calendar.calendar, { name: calendar.calendar, ...calendar }],
    ]),
    articles,
    acts,
    decisions,
    cases,
  }
}

function at(found: { readonly place: Place }, ...path: Path): Place {
  return { ...found.place, path: [...found.place.path, ...path] }
}

/** Puts the named things of several documents together; a name given twice is a problem of the second. */
function merge<K extends Kind, T>(
  founds: readonly Found<K>[],
  entries: (found: Found<K>) => readonly (readonly [string, T])[],
): Readonly<Record<string, T>> {
  const merged: Record<string, T> = Object.create(null)
  for (const found of founds)
    for (const [name, thing] of entries(found)) {
      if (name in merged)
        found.place.report([], `${name} is declared twice`, name, 'one declaration')
      else merged[name] = thing
    }
  return merged
}

function declare(pack: PackDocument, sorted: Sorted): Declared {
  const facts = Object.assign(
    Object.create(null),
    ...sorted.facts.map(({ document }) => document.facts),
  )
  const terms = new Set(sorted.terms.flatMap(({ document }) => Object.keys(document.terms)))
  const readings: Record<string, readonly string[]> = Object.create(null)
  for (const found of sorted.readings)
    for (const [name, { members }] of Object.entries(found.document.readings)) {
      readings[name] = Object.keys(members)
      if (name in facts || terms.has(name))
        found.place.report(
          ['readings', name],
          `${name} names something else already`,
          name,
          'a name of its own',
        )
    }
  for (const found of sorted.terms)
    for (const name of Object.keys(found.document.terms))
      if (name in facts)
        found.place.report(['terms', name], `${name} is a fact already`, name, 'a name of its own')
  const names: Names = {
    find(name) {
      const fact: FactDocument | undefined = facts[name]
      if (fact)
        return {
          is: 'fact',
          type: fact.type,
          values: fact.values && Object.keys(fact.values),
          min: fact.min,
          max: fact.max,
        }
      if (terms.has(name)) return { is: 'term' }
      const members = readings[name]
      return members && { is: 'reading', type: 'choice', values: members }
    },
    all: () => [...Object.keys(facts), ...terms, ...Object.keys(readings)],
  }
  return {
    pack,
    facts,
    terms,
    readings,
    articles: new Set(sorted.article.map(({ document }) => document.article)),
    acts: new Map(sorted.act.map((found) => [found.document.act, found])),
    indices: new Set(sorted.index.map(({ document }) => document.index)),
    names,
  }
}

function checkName(
  name: string | undefined,
  known: Iterable<string>,
  what: string,
  place: Place,
): void {
  if (name === undefined) return
  const names = [...known]
  if (names.includes(name)) return
  const near = nearest(name, names)
  place.report(
    place.path,
    `${name} is no ${what} of this pack${near ? `; did you mean ${near}?` : ''}`,
    name,
    names.length > 0 && names.length <= 12 ? `one of ${names.join(', ')}` : `a declared ${what}`,
  )
}

function checkSource<T extends { readonly id: string } | undefined>(
  source: T,
  place: Place,
  { pack }: Declared,
): T {
  if (source) checkName(source.id, Object.keys(pack.sources), 'source', place)
  return source
}

/** Every text in a document has all languages of the pack; found by shape so that no place is forgotten. */
function checkPackDocument(found: Found<'pack'>, declared: Declared): void {
  const { document } = found
  const sanctions = Object.entries(document.sanctions)
  for (const [name, sanction] of sanctions) {
    const place = at(found, 'sanctions', name)
    if (sanction.measure === 'index' && sanction.index === undefined)
      place.report(
        place.path,
        `${name} is measured in an index but names none`,
        name,
        'index: <name>',
      )
    checkName(sanction.index, declared.indices, 'index', within(place, 'index'))
  }
  for (const branch of Object.keys(document.categories ?? {}))
    checkName(branch, document.branches, 'branch', at(found, 'categories', branch))
  for (const [name, code] of Object.entries(document.codes)) {
    const place = at(found, 'codes', name)
    checkName(code.branch, document.branches, 'branch', within(place, 'branch'))
    for (const [index, rule] of (code.milder ?? []).entries())
      if (typeof rule.intermediate === 'string')
        checkName(
          rule.intermediate,
          Object.keys(declared.readings),
          'reading',
          within(within(place, 'milder'), index),
        )
    for (const [index, limit] of (code.limits ?? []).entries())
      checkName(
        limit.sanction,
        Object.keys(document.sanctions),
        'sanction',
        within(within(place, 'limits'), index),
      )
  }
  for (const [index, step] of (document.escalation ?? []).entries()) {
    const place = at(found, 'escalation', index)
    checkSource(step.source, within(place, 'source'), declared)
  }
}

function readFact(
  name: string,
  fact: FactDocument,
  found: Found<'facts'>,
  declared: Declared,
): Fact {
  const place = at(found, 'facts', name)
  const need = (wanted: boolean, key: 'values' | 'of', why: string) => {
    if (wanted !== (fact[key] !== undefined))
      place.report(place.path, `${name} ${wanted ? 'needs' : 'cannot have'} ${key}`, fact[key], why)
  }
  need(fact.type === 'choice', 'values', 'values for a choice, and only there')
  need(fact.type === 'list', 'of', 'fields for a list, and only there')
  for (const value of Object.keys(fact.values ?? {})) {
    if (value === 'declined')
      place.report(
        place.path,
        'declined is the word for a fact that cannot be told',
        value,
        'another name',
      )
  }
  if (
    fact.type === 'number' &&
    (fact.min === undefined || fact.max === undefined || fact.min > fact.max)
  )
    place.report(
      place.path,
      `${name} needs a range`,
      { min: fact.min, max: fact.max },
      'min and max',
    )
  for (const [field, body] of Object.entries(fact.of ?? {}))
    if ((body.type === 'choice') !== (body.values !== undefined))
      place.report(
        [...place.path, 'of', field],
        'values belong to a choice',
        body.values,
        'values for a choice, and only there',
      )
  return {
    name,
    title: fact.title,
    type: fact.type,
    question: fact.question,
    values: fact.values,
    min: fact.min,
    max: fact.max,
    help: fact.help,
    of: fact.of,
    sensitivity: fact.sensitivity ?? 'ordinary',
    cost: fact.cost ?? { ordinary: 1, sensitive: 2, special: 4 }[fact.sensitivity ?? 'ordinary'],
    appliesWhen:
      fact.appliesWhen === undefined
        ? undefined
        : readCondition(fact.appliesWhen, within(place, 'appliesWhen'), declared.names, declared),
    source: checkSource(fact.source, within(place, 'source'), declared),
    where: found.where(['facts', name]),
  }
}

/** Reads a condition; a fault is reported and the condition becomes `always`, which is never used because loading fails. */
function readCondition(value: unknown, place: Place, names: Names, declared: Declared): Condition {
  const always: Condition = { op: 'always' }
  if (typeof value === 'string') {
    try {
      return readLeaf(value, names)
    } catch (error) {
      if (!(error instanceof LeafError)) throw error
      place.report(place.path, error.message, value, error.expected)
      return always
    }
  }
  if (typeof value !== 'object' || value === null) return always
  const [[op, body] = ['', undefined]] = Object.entries(value)
  const inside = within(place, op)
  const many = (list: unknown, from: Place) =>
    (list as readonly unknown[]).map((entry, index) =>
      readCondition(entry, within(from, index), names, declared),
    )
  switch (op) {
    case 'all':
    case 'any':
      return { op, of: many(body, inside) }
    case 'not':
      return { op, of: readCondition(body, inside, names, declared) }
    case 'atLeast': {
      const { n, of } = body as { readonly n: number; readonly of: unknown }
      return { op, n, of: many(of, within(inside, 'of')) }
    }
    case 'holds': {
      const name = String(body)
      checkName(name.split('#')[0], declared.articles, 'article', inside)
      return { op, name }
    }
    case 'some':
    case 'every':
    case 'none':
    case 'count':
      return readListCondition(op, body as ListBody, inside, names, declared)
    case 'repeat':
      return readRepetition(body as Repetition, inside, names, declared)
    default:
      return always
  }
}

type ListBody = { readonly in: string; readonly where?: unknown; readonly is?: string | undefined }

function fieldsOf(list: string, names: Names, declared: Declared, place: Place): Names | undefined {
  const fact = declared.facts[list]
  if (fact?.type !== 'list' || !fact.of) {
    place.report(place.path, `${list} is no list`, list, 'a fact of type list')
    return undefined
  }
  const fields = fact.of
  return {
    find(name): Meaning | undefined {
      const field = fields[name]
      if (!field) return names.find(name)
      return {
        is: 'field',
        type: field.type,
        values: field.values && Object.keys(field.values),
        min: field.min,
        max: field.max,
      }
    },
    all: () => [...Object.keys(fields), ...names.all()],
  }
}

function readListCondition(
  op: 'some' | 'every' | 'none' | 'count',
  body: ListBody,
  place: Place,
  names: Names,
  declared: Declared,
): Condition {
  const fields = fieldsOf(body.in, names, declared, within(place, 'in'))
  if (!fields) return { op: 'always' }
  const where: Condition =
    body.where === undefined
      ? { op: 'always' }
      : readCondition(body.where, within(place, 'where'), fields, declared)
  if (op !== 'count') return { op, list: body.in, where }
  const match = /^(=|!=|<=|>=|<|>) (\d+)$/.exec(body.is ?? '')
  if (!match) {
    place.report([...place.path, 'is'], 'a count is compared with a number', body.is, 'is: ">= 2"')
    return { op: 'always' }
  }
  return {
    op,
    list: body.in,
    where,
    relation: match[1] as Exclude<Relation, 'in' | 'not in'>,
    n: Number(match[2]),
  }
}

type Repetition = {
  readonly of: readonly string[]
  readonly in: string
  readonly within: string
  readonly from: string
  readonly until?: string | undefined
  readonly field?: string | undefined
}

/** One entry of the list concerns one of the articles and its day lies within the window; by each member of a reading, if `from` is one. */
function readRepetition(
  body: Repetition,
  place: Place,
  names: Names,
  declared: Declared,
): Condition {
  const fields = fieldsOf(body.in, names, declared, within(place, 'in'))
  const length = parseDuration(body.within)
  if (!fields || !length) return { op: 'always' }
  for (const [index, article] of body.of.entries())
    checkName(
      article.split('#')[0],
      declared.articles,
      'article',
      within(within(place, 'of'), index),
    )
  const clock = (body.until?.slice(1) ?? 'act') as Clock
  const article = body.field ?? 'article'
  const since = (field: string): Condition => {
    const meaning = fields.find(field)
    const named = fields.find(article)
    if (meaning?.is !== 'field' || meaning.type !== 'date' || named?.is !== 'field') {
      place.report(
        [...place.path, 'from'],
        `${field} is no date of an entry of ${body.in}`,
        field,
        'a date field, or a reading whose members are date fields',
      )
      return { op: 'always' }
    }
    return {
      op: 'some',
      list: body.in,
      where: {
        op: 'all',
        of: [
          {
            op: 'test',
            subject: { of: 'field', name: article, measure: 'value', type: 'article' },
            relation: 'in',
            values: body.of,
            text: `${article} in [${body.of.join(', ')}]`,
          },
          {
            op: 'test',
            subject: { of: 'field', name: field, measure: 'since', clock, type: 'duration' },
            relation: '<',
            values: [length],
            text: `since(${field}, @${clock}) < ${body.within}`,
          },
        ],
      },
    }
  }
  const members = declared.readings[body.from]
  if (!members) return since(body.from)
  return {
    op: 'any',
    of: members.map((member) => ({
      op: 'all',
      of: [
        {
          op: 'test',
          subject: { of: 'reading', name: body.from, measure: 'value', type: 'choice' },
          relation: '=',
          values: [member],
          text: `${body.from} = ${member}`,
        },
        since(member),
      ],
    })),
  }
}

function estimated(bound: {
  readonly date: string
  readonly earliest?: string | undefined
  readonly latest?: string | undefined
}): DayBound {
  return {
    date: bound.date,
    earliest: bound.earliest ?? bound.date,
    latest: bound.latest ?? bound.date,
  }
}

function readBound(
  bound: Bound | undefined,
  place: Place,
  { acts }: Declared,
): DayBound | undefined {
  if (!bound) return undefined
  if (bound.act !== undefined) {
    const act = acts.get(bound.act)
    if (!act) {
      checkName(bound.act, acts.keys(), 'act', place)
      return undefined
    }
    return { ...estimated(act.document.inForce), act: bound.act }
  }
  if (bound.date === undefined) return undefined
  const day = estimated({ ...bound, date: bound.date })
  if (day.earliest > day.date || day.date > day.latest)
    place.report(
      place.path,
      'the days of an estimate are out of order',
      bound,
      'earliest ≤ date ≤ latest',
    )
  return day
}

type OperationOf = { readonly act: Act; readonly operation: Operation }

function operationsByVersion(
  acts: Readonly<Record<string, Act>>,
): ReadonlyMap<string, OperationOf> {
  return new Map(
    Object.values(acts).flatMap((act) =>
      act.operations
        .filter(({ op }) => op !== 'repeal')
        .map((operation) => [`${operation.target}@${operation.version}`, { act, operation }]),
    ),
  )
}

function checkOperations(act: Act, found: Found<'act'>, declared: Declared): void {
  for (const [index, operation] of act.operations.entries()) {
    const place = at(found, 'operations', index)
    checkName(operation.target, declared.articles, 'article', within(place, 'target'))
    if ((operation.op === 'replace') !== (operation.from !== undefined))
      place.report(
        place.path,
        'a replacement, and only that, names the version it replaces',
        operation.from,
        'from: <version>',
      )
  }
}

function readArticle(
  found: Found<'article'>,
  declared: Declared,
  operations: ReadonlyMap<string, OperationOf>,
  facts: Readonly<Record<string, Fact>>,
): Article {
  const document: ArticleDocument = found.document
  const id = document.article
  checkName(document.code, Object.keys(declared.pack.codes), 'code', at(found, 'code'))
  for (const [index, name] of (document.asks ?? []).entries())
    checkName(name, Object.keys(declared.facts), 'fact', at(found, 'asks', index))
  const versions: Version[] = []
  for (const [index, version] of document.versions.entries()) {
    const place = at(found, 'versions', index)
    const where = found.where(['versions', index])
    const previous = versions.at(-1)
    if (versions.some((other) => other.id === version.id))
      place.report(
        [...place.path, 'id'],
        `version ${version.id} is declared twice`,
        version.id,
        'a name of its own',
      )
    const raw =
      (found.data as { readonly versions: readonly VersionDocument[] }).versions[index] ?? version
    const made = bodyOf(id, raw, previous, operations, place)
    const from = readBound(version.from, within(place, 'from'), declared)
    const nextFrom = document.versions[index + 1]?.from
    const to = version.to
      ? readBound(version.to, within(place, 'to'), declared)
      : readBound(nextFrom, at(found, 'versions', index + 1, 'from'), declared)
    if (from && to && from.date >= to.date)
      place.report(
        place.path,
        `version ${version.id} ends before it begins`,
        version.to,
        `a day after ${from.date}`,
      )
    const fromAct = from?.act === undefined ? undefined : declared.acts.get(from.act)?.document
    const confidence = version.confidence ?? fromAct?.confidence
    if (!confidence)
      place.report(
        place.path,
        `version ${version.id} lacks confidence`,
        undefined,
        'verified, reported, derived, background or disputed',
      )
    if (made)
      versions.push({
        ...readBody(id, document.code, made.body, confidence ?? 'disputed', place, where, declared),
        id: version.id,
        from,
        to,
        source: checkSource(version.source, within(place, 'source'), declared) ?? fromAct?.source,
        note: version.note,
        derived: made.derived,
      })
  }
  return {
    id,
    code: document.code,
    number: document.number,
    title: document.title,
    url: document.url,
    asks: document.asks,
    versions,
    tests: (document.tests ?? []).map((test, index) => ({
      ...readCase(
        test,
        at(found, 'tests', index),
        found.where(['tests', index]),
        facts,
        declared,
        undefined,
      ),
      article: id,
    })),
    where: found.where([]),
  }
}

const EMPTY_BODY: VersionBody = {
  text: {},
  rules: [],
  duties: [],
  noRule: {},
  wording: {},
  open: [],
}

/** The body as written, or as the act's operation makes it of the version before; both must agree where both are given. */
function bodyOf(
  article: string,
  version: VersionDocument,
  previous: Version | undefined,
  operations: ReadonlyMap<string, OperationOf>,
  place: Place,
): { readonly body: VersionBody; readonly derived: boolean } | undefined {
  const written =
    version.text !== undefined || version.rules !== undefined || version.duties !== undefined
  const found = operations.get(`${article}@${version.id}`)
  const own: VersionBody = {
    text: version.text ?? {},
    rules: version.rules ?? [],
    duties: version.duties ?? [],
    noRule: version.noRule ?? {},
    wording: version.wording ?? {},
    open: version.open ?? [],
  }
  const changes = found?.operation.changes
  if (found && found.operation.op === 'replace' && found.operation.from !== previous?.id)
    place.report(
      place.path,
      `${found.act.id} replaces ${found.operation.from}, but ${previous?.id ?? 'nothing'} stands before ${version.id}`,
      found.operation.from,
      previous?.id ?? 'an insert',
    )
  if (!changes) {
    if (!written)
      place.report(
        place.path,
        `version ${version.id} has no text, and no act says how to make it`,
        version.id,
        'text and rules, or changes in an act',
      )
    return written ? { body: own, derived: false } : undefined
  }
  let derived: VersionBody
  try {
    derived = amend(previous?.body ?? EMPTY_BODY, changes)
  } catch (error) {
    if (!(error instanceof AmendmentError)) throw error
    place.report(
      place.path,
      `${found.act.id} does not fit: ${error.message}`,
      version.id,
      'changes that fit the version before',
    )
    return undefined
  }
  if (written) {
    const [difference] = differences(derived, own)
    if (difference)
      place.report(
        [...place.path, ...difference.at.split('.')],
        `${found.act.id} makes another text of ${version.id} at ${difference.at}`,
        difference.after,
        shown(difference.before),
      )
  }
  return { body: derived, derived: !written }
}

function readBody(
  article: string,
  code: string,
  body: VersionBody,
  confidence: Version['confidence'],
  place: Place,
  where: Where,
  declared: Declared,
): Omit<Version, 'id' | 'from' | 'to' | 'source' | 'note' | 'derived'> {
  const document = versionShape.read({ id: 'body', ...body }, place)
  if (!document) throw new Error('the shape of a version always reads a map')
  const text = document.text ?? {}
  const limbs = Object.keys(text)
  const whereOf = (...path: Path): Where => ({ ...where, path: [...where.path, ...path] })
  const citesOf = (cites: readonly string[], from: Place) => {
    for (const cite of cites)
      if (cite.includes('#')) checkName(cite.split('#')[0], declared.articles, 'article', from)
      else checkName(cite, limbs, 'limb of this version', from)
    return cites.map((cite) => (cite.includes('#') ? cite : `${article}#${cite}`))
  }
  const rules = (document.rules ?? []).map((rule, index) =>
    readRule(rule, {
      article,
      code,
      confidence,
      place: within(within(place, 'rules'), index),
      where: whereOf('rules', index),
      citesOf,
      declared,
    }),
  )
  const duties = (document.duties ?? []).map((duty, index) =>
    readDuty(duty, {
      article,
      code,
      confidence,
      place: within(within(place, 'duties'), index),
      where: whereOf('duties', index),
      citesOf,
      declared,
    }),
  )
  for (const [index, { overrides }] of rules.entries())
    for (const target of overrides)
      if (
        target.startsWith(`${article}#`) &&
        !rules.some(({ ref, group }) => ref === target || `${article}#group:${group}` === target)
      )
        place.report(
          [...place.path, 'rules', index, 'overrides'],
          `${target} is no rule of this version`,
          target,
          rules.map(({ id }) => id).join(', '),
        )
      else
        checkName(
          target.split('#')[0],
          declared.articles,
          'article',
          within(within(place, 'rules'), index),
        )
  const ids = [...rules, ...duties].map(({ id }) => id)
  for (const id of ids)
    if (ids.indexOf(id) !== ids.lastIndexOf(id))
      place.report(place.path, `${id} stands twice among rules and duties`, id, 'an id of its own')
  return {
    article,
    confidence,
    text,
    wording: document.wording ?? {},
    noRule: document.noRule ?? {},
    open: document.open ?? [],
    rules,
    duties,
    body,
    where,
  }
}

type InArticle = {
  readonly article: string
  readonly code: string
  readonly confidence: Version['confidence']
  readonly place: Place
  readonly where: Where
  readonly citesOf: (cites: readonly string[], from: Place) => readonly string[]
  readonly declared: Declared
}

function readRule(rule: RuleDocument, context: InArticle): Rule {
  const { article, place, declared } = context
  return {
    id: rule.id,
    ref: `${article}#${rule.id}`,
    cites: context.citesOf(rule.cites, within(place, 'cites')),
    when: readCondition(rule.when, within(place, 'when'), declared.names, declared),
    // biome-ignore lint/suspicious/noThenProperty: the format speaks of when and then; a rule is never awaited.
    then: readConsequence(rule.then, within(place, 'then'), context),
    overrides: (rule.overrides ?? []).map((target) =>
      target.includes('#') ? target : `${article}#${target}`,
    ),
    group: rule.group,
    confidence: rule.confidence ?? context.confidence,
    source: checkSource(rule.source, within(place, 'source'), declared),
    note: rule.note,
    where: context.where,
  }
}

function readConsequence(
  then: ConsequenceDocument,
  place: Place,
  { code, declared }: InArticle,
): Consequence {
  const { pack } = declared
  const given = Object.entries(then).filter(([, value]) => value !== undefined)
  const checkMarks = (marks: Readonly<Record<string, string>> | undefined, from: Place) => {
    for (const [mark, value] of Object.entries(marks ?? {})) {
      checkName(mark, Object.keys(pack.marks ?? {}), 'mark', within(from, 'marks'))
      const values = pack.marks?.[mark]?.values
      if (values)
        checkName(
          value,
          Object.keys(values),
          `value of ${mark}`,
          within(within(from, 'marks'), mark),
        )
    }
    return marks ?? {}
  }
  const role = (name: string, from: Place) => {
    checkName(name, Object.keys(pack.roles), 'role', from)
    return name
  }
  if (given.length !== 1)
    place.report(
      place.path,
      'a rule has exactly one consequence',
      given.map(([key]) => key),
      'liability, entitlement, prohibition, procedure, outcome, refer or transform',
    )
  if (then.liability) {
    const { liability } = then
    const from = within(place, 'liability')
    const branch = liability.branch ?? pack.codes[code]?.branch ?? ''
    checkName(branch, pack.branches, 'branch', within(from, 'branch'))
    checkName(
      liability.category,
      pack.categories?.[branch] ?? [],
      `category of ${branch}`,
      within(from, 'category'),
    )
    checkName(liability.who, Object.keys(pack.roles), 'role', within(from, 'who'))
    return {
      kind: 'liability',
      branch,
      category: liability.category,
      who: liability.who,
      marks: checkMarks(liability.marks, from),
      penalty: liability.penalty && readLadder(liability.penalty, within(from, 'penalty'), pack),
    }
  }
  if (then.entitlement) {
    const from = within(place, 'entitlement')
    return {
      kind: 'entitlement',
      to: role(then.entitlement.to, from),
      what: then.entitlement.what,
      marks: checkMarks(then.entitlement.marks, from),
    }
  }
  if (then.prohibition) {
    const from = within(place, 'prohibition')
    return {
      kind: 'prohibition',
      on: role(then.prohibition.on, from),
      what: then.prohibition.what,
      marks: checkMarks(then.prohibition.marks, from),
    }
  }
  if (then.procedure) {
    const from = within(place, 'procedure')
    return {
      kind: 'procedure',
      what: then.procedure.what,
      marks: checkMarks(then.procedure.marks, from),
    }
  }
  if (then.outcome) {
    const from = within(place, 'outcome')
    return {
      kind: 'outcome',
      name: then.outcome.name,
      what: then.outcome.what,
      marks: checkMarks(then.outcome.marks, from),
    }
  }
  if (then.transform)
    return {
      kind: 'transform',
      transform: readTransform(then.transform, within(place, 'transform'), declared),
      marks: {},
    }
  const refer = then.refer ?? { to: '', why: {} }
  return {
    kind: 'refer',
    to: then.refer ? role(refer.to, within(place, 'refer')) : '',
    why: refer.why,
    marks: {},
  }
}

const MEASURE_OF_WORD: Readonly<Record<string, readonly [measure: string, factor: number]>> = {
  hour: ['hours', 1],
  day: ['days', 1],
  month: ['months', 1],
  year: ['months', 12],
}

function readAmount(
  amount: number | string | undefined,
  measure: string,
  place: Place,
): number | undefined {
  if (amount === undefined || typeof amount === 'number') return amount
  const [number = '', unit = ''] = amount.split(' ')
  const [wordMeasure, factor] = MEASURE_OF_WORD[unit.replace(/s$/, '')] ?? ['', 1]
  if (wordMeasure !== measure)
    place.report(
      place.path,
      `${amount} does not measure in ${measure}`,
      amount,
      `an amount in ${measure}`,
    )
  return Number(number) * factor
}

function readRange(
  range: RangeDocument | undefined,
  kind: string,
  place: Place,
  pack: PackDocument,
): Range | undefined {
  if (!range) return undefined
  const measure = pack.sanctions[kind]?.measure ?? 'none'
  const min = readAmount(range.min, measure, within(place, 'min'))
  const max = readAmount(range.max, measure, within(place, 'max'))
  if (measure === 'none') place.report(place.path, `${kind} has no measure`, range, `${kind} alone`)
  if ((min ?? 0) > (max ?? Number.POSITIVE_INFINITY) || (min ?? 0) < 0)
    place.report(place.path, 'the range is empty', range, 'min ≤ max')
  return { min, max }
}

function readSanction(sanction: SanctionDocument, place: Place, pack: PackDocument): Sanction {
  checkName(sanction.kind, Object.keys(pack.sanctions), 'sanction', place)
  return {
    kind: sanction.kind,
    range: readRange(sanction.range, sanction.kind, within(place, sanction.kind), pack),
    note: sanction.note,
  }
}

function readSanctions(
  list: readonly SanctionDocument[] | undefined,
  place: Place,
  pack: PackDocument,
) {
  return (list ?? []).map((sanction, index) => readSanction(sanction, within(place, index), pack))
}

function readLadder(ladder: LadderDocument, place: Place, pack: PackDocument): Ladder {
  return {
    oneOf: readSanctions(ladder.oneOf, within(place, 'oneOf'), pack),
    plus: readSanctions(ladder.plus, within(place, 'plus'), pack),
    may: readSanctions(ladder.may, within(place, 'may'), pack),
  }
}

function readTransform(transform: TransformDocument, place: Place, declared: Declared): Transform {
  const { pack } = declared
  const kinds = Object.keys(pack.sanctions)
  for (const kind of transform.remove ?? [])
    checkName(kind, kinds, 'sanction', within(place, 'remove'))
  checkName(transform.of.code, Object.keys(pack.codes), 'code', within(place, 'of'))
  checkName(transform.of.branch, pack.branches, 'branch', within(place, 'of'))
  for (const article of transform.of.articles ?? [])
    if (!article.endsWith('*'))
      checkName(article.split('#')[0], declared.articles, 'article', within(place, 'of'))
  const byKind = <A, B>(
    map: Readonly<Record<string, A>> | undefined,
    key: string,
    read: (value: A, kind: string, from: Place) => B,
  ) =>
    Object.fromEntries(
      Object.entries(map ?? {}).map(([kind, value]) => {
        const from = within(within(place, key), kind)
        checkName(kind, kinds, 'sanction', from)
        return [kind, read(value, kind, from)]
      }),
    )
  const fraction = (text: string | undefined) => {
    const [over = '1', under = '1'] = (text ?? '1/1').split('/')
    return { over: Number(over), under: Number(under) }
  }
  return {
    of: transform.of,
    remove: transform.remove ?? [],
    cap: byKind(
      transform.cap,
      'cap',
      (range, kind, from) => readRange(range, kind, from, pack) ?? {},
    ),
    scale: byKind(transform.scale, 'scale', ({ min, max }) => ({
      ...(min ? { min: fraction(min) } : {}),
      ...(max ? { max: fraction(max) } : {}),
    })),
    replace: byKind(transform.replace, 'replace', (list, _kind, from) =>
      readSanctions(list, from, pack),
    ),
    add: readSanctions(transform.add, within(place, 'add'), pack),
    onlyIfSole: transform.onlyIfSole ?? false,
    onlyIfEmpty: transform.onlyIfEmpty ?? false,
  }
}

function readLength(text: string): Length {
  const [number = '0', ...unit] = text.split(' ')
  const words = unit.join(' ')
  return { n: Number(number), unit: (words.endsWith('s') ? words : `${words}s`) as DeadlineUnit }
}

function readDeadline(
  deadline: DeadlineDocument | undefined,
  place: Place,
  declared: Declared,
): Deadline {
  if (!deadline) return { kind: 'none' }
  const events = Object.keys(declared.pack.events)
  for (const event of [deadline.from, deadline.before, ...(deadline.until ?? [])])
    checkName(event, events, 'event', place)
  const { within: length, before, every, times, per, until = [], from } = deadline
  const forms = [length, before, every, times].filter((form) => form !== undefined)
  if (forms.length !== 1 || (times === undefined) !== (per === undefined))
    place.report(
      place.path,
      'a deadline has one form',
      deadline,
      '{ within }, { before }, { every, until } or { times, per, until }',
    )
  if (before !== undefined) return { kind: 'before', event: before }
  if (every !== undefined) return { kind: 'every', length: readLength(every), until }
  if (times !== undefined) return { kind: 'times', times, per: per ?? 'month', until }
  if (
    length === undefined ||
    length === 'none' ||
    length === 'immediately' ||
    length === 'same day'
  )
    return { kind: (length ?? 'none') as 'none', from }
  return { kind: 'within', length: readLength(length), from }
}

function readDuty(duty: DutyDocument, context: InArticle): DutyRule {
  const { article, place, declared } = context
  const { pack } = declared
  const events = Object.keys(pack.events)
  checkName(duty.bearer, Object.keys(pack.roles), 'role', within(place, 'bearer'))
  checkName(duty.toward, Object.keys(pack.roles), 'role', within(place, 'toward'))
  for (const event of duty.trigger)
    if (event !== 'always') checkName(event, events, 'event', within(place, 'trigger'))
  for (const key of ['satisfiedBy', 'ends'] as const)
    for (const event of duty[key] ?? []) checkName(event, events, 'event', within(place, key))
  return {
    id: duty.id,
    ref: `${article}#${duty.id}`,
    cites: context.citesOf(duty.cites, within(place, 'cites')),
    kind: duty.kind ?? 'duty',
    bearer: duty.bearer,
    toward: duty.toward,
    what: duty.what,
    trigger: duty.trigger,
    when:
      duty.when === undefined
        ? { op: 'always' }
        : readCondition(duty.when, within(place, 'when'), declared.names, declared),
    deadline: readDeadline(duty.deadline, within(place, 'deadline'), declared),
    satisfiedBy: duty.satisfiedBy ?? [],
    ends: duty.ends ?? [],
    onMiss: duty.onMiss,
    confidence: duty.confidence ?? context.confidence,
    source: checkSource(duty.source, within(place, 'source'), declared),
    note: duty.note,
    where: context.where,
  }
}

function checkScope(found: Found<'decision'>, declared: Declared): void {
  const check = (patterns: readonly string[], place: Place) => {
    for (const [index, pattern] of patterns.entries()) {
      const matches = [...declared.articles].some((id) => matchesArticle(pattern, id))
      if (!matches)
        checkName(pattern.split('#')[0], declared.articles, 'article', within(place, index))
    }
  }
  check(found.document.articles, at(found, 'articles'))
  for (const [index, relation] of (found.document.concurrence ?? []).entries()) {
    check(relation.of, at(found, 'concurrence', index, 'of'))
    check(relation.when ?? [], at(found, 'concurrence', index, 'when'))
  }
  const { outcome } = found.document
  if (!['rule', 'article', 'branch', 'category', 'kind'].includes(outcome))
    checkName(
      outcome,
      Object.keys(declared.pack.marks ?? {}),
      'mark (or rule, article, branch, category, kind)',
      at(found, 'outcome'),
    )
}

/** Whether a pattern (an id, or a beginning followed by `*`) names this article or this rule of it. */
export function matchesArticle(pattern: string, article: string, rule?: string): boolean {
  if (pattern.endsWith('*')) return article.startsWith(pattern.slice(0, -1))
  return pattern === article || (rule !== undefined && pattern === rule)
}

function readCase(
  test: CaseDocument,
  place: Place,
  where: Where,
  facts: Readonly<Record<string, Fact>>,
  declared: Declared,
  decisions: Readonly<Record<string, unknown>> | undefined,
): Case {
  const raw = Object.fromEntries(
    Object.entries(test.facts ?? {}).map(([name, value]) => [
      name,
      value === 'declined' ? { state: 'declined' } : value,
    ]),
  ) as Facts
  for (const problem of readFacts(facts, raw).problems) reportFact(problem, within(place, 'facts'))
  for (const [name, member] of Object.entries(test.readings ?? {})) {
    const from = within(within(place, 'readings'), name)
    checkName(name, Object.keys(declared.readings), 'reading', from)
    checkName(member, declared.readings[name] ?? [], `member of ${name}`, from)
  }
  if (test.decision !== undefined && decisions)
    checkName(test.decision, Object.keys(decisions), 'decision', within(place, 'decision'))
  for (const [index, { event }] of (test.events ?? []).entries())
    checkName(
      event,
      Object.keys(declared.pack.events),
      'event',
      within(within(place, 'events'), index),
    )
  for (const name of test.expect.unknown ?? [])
    if (!name.startsWith('@'))
      checkName(
        name,
        Object.keys(declared.facts),
        'fact',
        within(within(place, 'expect'), 'unknown'),
      )
  for (const [index, article] of (test.tries ?? []).entries())
    checkName(article, declared.articles, 'article', within(within(place, 'tries'), index))
  checkSource(test.source, within(place, 'source'), declared)
  return {
    name: test.name,
    decision: test.decision,
    tries: test.tries ?? [],
    source: test.source,
    note: test.note,
    on: test.on,
    opened: test.opened,
    decided: test.decided,
    milder: test.milder ?? false,
    readings: test.readings ?? {},
    facts: raw,
    events: test.events ?? [],
    now: test.now,
    expect: test.expect,
    where,
  }
}

function reportFact({ name, message, value, expected }: FactProblem, place: Place): void {
  place.report([...place.path, name], message, value, expected)
}
