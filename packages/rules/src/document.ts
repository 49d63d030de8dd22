import {
  anything,
  date,
  either,
  hasKey,
  integer,
  isList,
  isMap,
  isNumber,
  isString,
  list,
  mapped,
  matching,
  named,
  object,
  optional,
  type Read,
  record,
  type Shape,
  string,
  truth,
  word,
} from './shape.ts'

/*
 * The closed shapes of the documents of a pack. FORMAT.md explains them in words; the files in ../schema are generated from them.
 */

export const NAME = /^[A-Za-z][A-Za-z0-9_-]*$/
export const ARTICLE = /^[a-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._()-]*)+$/
const EVENT = /^[A-Za-z][A-Za-z0-9-]*(\.[A-Za-z0-9-]+)*$/
const LIMB = /^[A-Za-z0-9][A-Za-z0-9_()-]*$/

export type Text = Readonly<Record<string, string>>
export type Confidence = 'verified' | 'reported' | 'derived' | 'background' | 'disputed'

const name = matching('a name of letters, digits, - and _', NAME)
const articleId = matching('an article id such as xx/code/108-1', ARTICLE)
const event = matching('an event such as order.served', EVENT)
const limb = matching('a limb such as p1', LIMB)
const byLanguage = record(/^[a-z]{2,3}$/, 'a language code', string)
const text: Shape<Text> = {
  ...byLanguage,
  read(value, place) {
    const read = byLanguage.read(value, place)
    if (read !== undefined) place.says(place.path, read)
    return read
  },
}
const confidence = word('verified', 'reported', 'derived', 'background', 'disputed')
const duration = matching('a duration such as P1Y or P10D', /^P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$/)

function orList<T>(shape: Shape<T>): Shape<readonly T[]> {
  return either<readonly T[]>(
    `${shape.expected}, or a list of them`,
    { when: isList, shape: list(shape, { atLeast: 1 }) },
    { when: () => true, shape: mapped(shape, (one) => [one]) },
  )
}

const source = either<{
  readonly id: string
  readonly note?: Text | undefined
  readonly url?: string | undefined
}>(
  'the id of a source, or { id, note, url }',
  { when: isString, shape: mapped(name, (id) => ({ id })) },
  {
    when: isMap,
    shape: object('a source', { id: name, note: optional(text), url: optional(string) }),
  },
)
const cites = orList(string)

/** A first or last day: a date, an estimated date, or the act that fixes it. */
const bound = either<{
  readonly act?: string | undefined
  readonly date?: string | undefined
  readonly earliest?: string | undefined
  readonly latest?: string | undefined
}>(
  'a date, an act, or { date, earliest, latest }',
  {
    when: (value) => isString(value) && /^\d/.test(value as string),
    shape: mapped(date, (day) => ({ date: day })),
  },
  { when: isString, shape: mapped(articleId, (act) => ({ act })) },
  {
    when: isMap,
    shape: object('an estimated date', {
      date,
      earliest: optional(date),
      latest: optional(date),
    }),
  },
)

const titled = object('a titled thing', { title: text })

/** The shapes a condition may have in YAML; leaves are read by `expression.ts`. */
const conditionShape: Shape<unknown> = named('condition', 'a condition', (): Shape<unknown> => {
  const many = list(conditionShape, { atLeast: 1 })
  const body = object('a condition over a list', {
    in: name,
    where: optional(conditionShape),
    is: optional(string),
  })
  const one = (key: string, shape: Shape<unknown>) => ({
    when: hasKey(key),
    shape: object(`a condition ${key}`, { [key]: shape }) as Shape<unknown>,
  })
  return either<unknown>(
    'a line such as "age < 18", or one of all, any, not, atLeast, some, every, none, count, repeat, holds',
    { when: isString, shape: string },
    one('all', many),
    one('any', many),
    one('not', conditionShape),
    one('holds', string),
    one('some', body),
    one('every', body),
    one('none', body),
    one('count', body),
    one('atLeast', object('a number of conditions', { n: integer, of: many }) as Shape<unknown>),
    one(
      'repeat',
      object('a repetition', {
        of: list(string, { atLeast: 1 }),
        in: name,
        within: duration,
        from: name,
        until: optional(matching('a day such as @act', /^@(act|opened|decided)$/)),
        field: optional(name),
      }) as Shape<unknown>,
    ),
  )
})

// ---------------------------------------------------------------- pack

export const packShape = object('a pack', {
  pack: name,
  title: text,
  languages: list(matching('a language code', /^[a-z]{2,3}$/), { atLeast: 1 }),
  zone: list(
    object('an offset of local time', {
      offset: matching('an offset such as +05:00', /^[+-]\d{2}:\d{2}$/),
      from: optional(date),
    }),
    { atLeast: 1 },
  ),
  sources: record(
    NAME,
    'a name',
    object('a source', {
      title: text,
      url: optional(string),
      read: optional(date),
      note: optional(text),
    }),
  ),
  branches: list(name, { atLeast: 1 }),
  categories: optional(record(NAME, 'a branch', list(name))),
  sanctions: record(
    NAME,
    'a name',
    object('a kind of sanction', {
      title: text,
      measure: word('none', 'index', 'money', 'hours', 'days', 'months'),
      rank: integer,
      index: optional(name),
    }),
  ),
  marks: optional(
    record(NAME, 'a name', object('a mark', { title: text, values: record(NAME, 'a name', text) })),
  ),
  titles: optional(record(NAME, 'a branch, category or kind of consequence', text)),
  roles: record(NAME, 'a name', titled),
  escalation: optional(
    list(
      object('a step of escalation', {
        id: name,
        to: word('bearer', 'supervisor', 'overseer'),
        hours: integer,
        termFrom: optional(integer),
        termTo: optional(integer),
        miss: optional(word('sanctioned')),
        title: text,
        confidence: optional(confidence),
        source: optional(source),
      }),
    ),
  ),
  events: record(EVENT, 'an event', titled),
  codes: record(
    ARTICLE,
    'a code id such as xx/code',
    object('a code', {
      title: text,
      short: text,
      branch: optional(name),
      url: optional(string),
      anchors: optional(
        list(
          object('an anchor of the index', {
            anchor: word('act', 'opened', 'decided'),
            from: optional(date),
            to: optional(date),
            cites: optional(cites),
            source: optional(source),
            confidence: optional(confidence),
          }),
        ),
      ),
      milder: optional(
        list(
          object('a rule on milder law', {
            reach: word('none', 'until-decided', 'until-executed', 'also-serving'),
            intermediate: either<string | boolean>(
              'true, false, or the name of a reading',
              { when: isString, shape: name },
              { when: () => true, shape: truth },
            ),
            from: optional(date),
            to: optional(date),
            cites: optional(cites),
            source: optional(source),
            confidence: optional(confidence),
          }),
        ),
      ),
      limits: optional(
        list(
          object('a limit', {
            sanction: name,
            category: optional(name),
            min: optional(integer),
            max: optional(integer),
            cites: optional(cites),
            from: optional(date),
            to: optional(date),
          }),
        ),
      ),
      dayOff: optional(word('next-working-day', 'none')),
    }),
  ),
  waivers: optional(list(object('a waiver', { finding: string, reason: string }))),
})

// ---------------------------------------------------------------- facts, terms, readings

const field = object('a field of a list entry', {
  title: text,
  type: word('yesno', 'choice', 'number', 'date', 'article'),
  values: optional(record(NAME, 'a name', text)),
  min: optional(integer),
  max: optional(integer),
})

const fact = object('a fact', {
  title: text,
  type: word('yesno', 'choice', 'number', 'date', 'list'),
  question: text,
  values: optional(record(NAME, 'a name', text)),
  min: optional(integer),
  max: optional(integer),
  of: optional(record(NAME, 'a name', field)),
  help: optional(text),
  sensitivity: optional(word('ordinary', 'sensitive', 'special')),
  cost: optional(integer),
  appliesWhen: optional(conditionShape),
  source: optional(source),
})

export const factsShape = object('a facts file', { facts: record(NAME, 'a name', fact) })

export const termsShape = object('a terms file', {
  terms: record(
    NAME,
    'a name',
    object('a term', {
      title: text,
      versions: list(
        object('a version of a term', {
          from: optional(bound),
          to: optional(bound),
          means: conditionShape,
          cites: optional(cites),
          source: optional(source),
          confidence: optional(confidence),
        }),
        { atLeast: 1 },
      ),
    }),
  ),
})

export const readingsShape = object('a readings file', {
  readings: record(
    NAME,
    'a name',
    object('a reading', {
      title: text,
      members: record(NAME, 'a name', text),
      why: text,
      source: optional(source),
    }),
  ),
})

// ---------------------------------------------------------------- penalties

const amount = either<number | string>(
  'a whole number, or one such as "2 years"',
  { when: isNumber, shape: integer },
  {
    when: isString,
    shape: matching(
      'an amount such as "2 years"',
      /^\d+ (hour|day|month|year|hours|days|months|years)$/,
    ),
  },
)
const range = either<{
  readonly min?: number | string | undefined
  readonly max?: number | string | undefined
}>(
  'an amount, or { min, max }',
  {
    when: isMap,
    shape: object('a range', { min: optional(amount), max: optional(amount) }),
  },
  { when: () => true, shape: mapped(amount, (exact) => ({ min: exact, max: exact })) },
)

/** `warning`, or one kind with its range and perhaps a note. */
const sanction: Shape<{
  readonly kind: string
  readonly range?: Read<typeof range> | undefined
  readonly note?: Text | undefined
}> = {
  expected: 'a sanction such as { fine: { max: 80 } }',
  read(value, place) {
    if (typeof value === 'string') {
      const kind = name.read(value, place)
      return kind === undefined ? undefined : { kind }
    }
    const keys = isMap(value) ? Object.keys(value as object).filter((key) => key !== 'note') : []
    const [kind] = keys
    if (keys.length !== 1 || kind === undefined) {
      place.report(
        place.path,
        'a sanction names one kind',
        value,
        'a sanction such as { fine: { max: 80 } }',
      )
      return undefined
    }
    const body = value as Readonly<Record<string, unknown>>
    const read = range.read(body[kind], { ...place, path: [...place.path, kind] })
    const note =
      body.note === undefined
        ? undefined
        : text.read(body.note, { ...place, path: [...place.path, 'note'] })
    return { kind, range: read, ...(note ? { note } : {}) }
  },
  schema: (definitions) => ({
    anyOf: [
      { type: 'string' },
      {
        type: 'object',
        minProperties: 1,
        properties: { note: text.schema(definitions) },
        additionalProperties: range.schema(definitions),
      },
    ],
  }),
}

const ladder = object('a penalty', {
  oneOf: list(sanction),
  plus: optional(list(sanction)),
  may: optional(list(sanction)),
})

const fraction = matching('a fraction such as 1/2', /^[1-9]\d*\/[1-9]\d*$/)
const filter = object('what a transformation applies to', {
  code: optional(articleId),
  branch: optional(name),
  category: optional(list(name)),
  articles: optional(list(string)),
})
const transform = object('a transformation of ladders', {
  of: filter,
  remove: optional(list(name)),
  cap: optional(record(NAME, 'a sanction', range)),
  scale: optional(
    record(
      NAME,
      'a sanction',
      object('a scale', { min: optional(fraction), max: optional(fraction) }),
    ),
  ),
  replace: optional(record(NAME, 'a sanction', list(sanction, { atLeast: 1 }))),
  add: optional(list(sanction)),
  onlyIfSole: optional(truth),
  onlyIfEmpty: optional(truth),
})

// ---------------------------------------------------------------- articles

const marks = record(NAME, 'a mark', name)

const consequence = object('what follows', {
  liability: optional(
    object('a liability', {
      branch: optional(name),
      category: optional(name),
      who: optional(name),
      marks: optional(marks),
      penalty: optional(ladder),
    }),
  ),
  entitlement: optional(object('an entitlement', { to: name, what: text, marks: optional(marks) })),
  prohibition: optional(object('a prohibition', { on: name, what: text, marks: optional(marks) })),
  procedure: optional(object('a procedure', { what: text, marks: optional(marks) })),
  outcome: optional(object('a named outcome', { name, what: text, marks: optional(marks) })),
  refer: optional(object('a referral to a person', { to: name, why: text })),
  transform: optional(transform),
})

const rule = object('a rule', {
  id: limb,
  cites,
  when: conditionShape,
  // biome-ignore lint/suspicious/noThenProperty: the format speaks of when and then; the document is never awaited.
  then: consequence,
  overrides: optional(orList(string)),
  group: optional(name),
  confidence: optional(confidence),
  source: optional(source),
  note: optional(text),
})

const deadline = either<{
  readonly within?: string | undefined
  readonly from?: string | undefined
  readonly before?: string | undefined
  readonly every?: string | undefined
  readonly times?: number | undefined
  readonly per?: 'week' | 'month' | 'quarter' | 'half-year' | 'year' | undefined
  readonly until?: readonly string[] | undefined
}>(
  'a deadline such as { within: 24 hours }',
  {
    when: isString,
    shape: mapped(word('immediately', 'same day', 'none'), (within) => ({ within })),
  },
  {
    when: isMap,
    shape: object('a deadline', {
      within: optional(
        matching(
          'a length such as 24 hours or 3 working days',
          /^(immediately|same day|none|\d+ (hours?|full days?|calendar days?|working days?|unspecified days?|weeks?|months?|years?))$/,
        ),
      ),
      from: optional(event),
      before: optional(event),
      every: optional(
        matching(
          'a length such as 7 calendar days',
          /^\d+ (hours?|full days?|calendar days?|working days?|weeks?|months?|years?)$/,
        ),
      ),
      times: optional(integer),
      per: optional(word('week', 'month', 'quarter', 'half-year', 'year')),
      until: optional(orList(event)),
    }),
  },
)

const duty = object('a duty', {
  id: limb,
  cites,
  kind: optional(word('duty', 'power', 'limit')),
  bearer: name,
  toward: optional(name),
  what: text,
  trigger: orList(event),
  when: optional(conditionShape),
  deadline: optional(deadline),
  satisfiedBy: optional(orList(event)),
  ends: optional(orList(event)),
  onMiss: optional(
    object('what follows a miss', {
      rule: optional(string),
      duties: optional(list(string)),
      what: optional(text),
    }),
  ),
  confidence: optional(confidence),
  source: optional(source),
  note: optional(text),
})

export const versionShape = object('a version', {
  id: name,
  from: optional(bound),
  to: optional(bound),
  source: optional(source),
  confidence: optional(confidence),
  note: optional(text),
  text: optional(record(LIMB, 'a limb', text)),
  wording: optional(
    record(LIMB, 'a limb', matching('a fingerprint sha256:…', /^sha256:[0-9a-f]{64}$/)),
  ),
  noRule: optional(record(LIMB, 'a limb', text)),
  open: optional(list(object('an open point', { id: name, what: text, limb: optional(limb) }))),
  rules: optional(list(rule)),
  duties: optional(list(duty)),
})

const none = word('none')
const expectedRange = either<{ readonly min?: number; readonly max?: number } | 'none' | true>(
  'an amount, { min, max }, none or true',
  { when: isString, shape: none as Shape<'none'> },
  { when: (value) => value === true, shape: word(true) as Shape<true> },
  { when: isNumber, shape: mapped(integer, (exact) => ({ min: exact, max: exact })) },
  {
    when: isMap,
    shape: object('a range', { min: optional(integer), max: optional(integer) }) as Shape<{
      readonly min?: number
      readonly max?: number
    }>,
  },
)

const instant = matching(
  'a local time such as 2024-07-01T10:00',
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/,
)

const expectation = object('an expectation', {
  rule: optional(orList(string)),
  none: optional(word(true)),
  not: optional(orList(string)),
  unknown: optional(orList(string)),
  readings: optional(orList(string)),
  conflict: optional(orList(string)),
  refer: optional(word(true)),
  choice: optional(word(true)),
  outcome: optional(orList(string)),
  law: optional(name),
  penalty: optional(record(NAME, 'a sanction', expectedRange)),
  /** The whole penalty as the article says it, before the general part changes it: `fine 20..200 or arrest ..50, with ban ..24`. */
  ladder: optional(string),
  marks: optional(marks),
  transformed: optional(list(string)),
  duties: optional(
    list(
      object('an expected duty', {
        duty: string,
        about: optional(string),
        due: optional(
          either<string | null>(
            'a local time or null',
            { when: (value) => value === null, shape: word(null as never) as Shape<null> },
            { when: () => true, shape: instant },
          ),
        ),
        status: optional(word('running', 'met', 'met-late', 'missed', 'ended', 'unknown')),
        law: optional(name),
        bearer: optional(name),
        /** The clock in words: `24 hours after order.served`, `2 per month until order.ended`; see `clockText`. */
        clock: optional(string),
        satisfiedBy: optional(list(string)),
        ends: optional(list(string)),
        onMiss: optional(list(string)),
      }),
    ),
  ),
  noDuties: optional(orList(string)),
  /** Whether each named term holds on the day of the case for its facts. */
  terms: optional(record(NAME, 'a term', truth)),
  /** The value of each named index on the day of the case. */
  indices: optional(record(NAME, 'an index', integer)),
})

const caseShape = object('a case', {
  name: string,
  decision: optional(name),
  tries: optional(list(articleId)),
  source: optional(source),
  note: optional(string),
  on: optional(date),
  opened: optional(date),
  decided: optional(date),
  milder: optional(truth),
  readings: optional(record(NAME, 'a reading', name)),
  facts: optional(record(NAME, 'a fact', anything)),
  events: optional(list(object('an event', { event, at: instant, about: optional(string) }))),
  now: optional(instant),
  expect: expectation,
})

export const articleShape = object('an article', {
  article: articleId,
  code: articleId,
  number: string,
  title: text,
  url: optional(string),
  asks: optional(list(name)),
  versions: list(versionShape, { atLeast: 1 }),
  tests: optional(list(caseShape)),
})

export const casesShape = object('a cases file', {
  cases: name,
  title: optional(text),
  tests: list(caseShape),
})

// ---------------------------------------------------------------- acts, indices, calendars, decisions

export const actShape = object('an act', {
  act: articleId,
  title: text,
  signed: optional(date),
  published: optional(date),
  inForce: object('an entry into force', {
    date,
    earliest: optional(date),
    latest: optional(date),
    rule: optional(text),
  }),
  source: optional(source),
  confidence,
  note: optional(text),
  operations: list(
    object('an operation', {
      op: word('insert', 'replace', 'repeal'),
      target: articleId,
      version: name,
      from: optional(name),
      cites: optional(string),
      note: optional(text),
      changes: optional(
        list(
          object('a change', {
            at: string,
            set: optional(anything),
            add: optional(anything),
            remove: optional(word(true)),
          }),
        ),
      ),
    }),
  ),
})

export const indexShape = object('an index', {
  index: name,
  title: text,
  money: object('a currency', { code: string, title: text }),
  values: list(
    object('a value of the index', {
      from: date,
      to: optional(date),
      value: integer,
      source: optional(source),
      confidence: optional(confidence),
      note: optional(text),
    }),
    { atLeast: 1 },
  ),
})

export const calendarShape = object('a calendar', {
  calendar: name,
  weekend: list(integer),
  years: record(
    /^\d{4}$/,
    'a year',
    object('a year', {
      holidays: list(date),
      dayOffMoved: optional(list(date)),
      workingMoved: optional(list(date)),
      source: optional(source),
      confidence: optional(confidence),
      note: optional(text),
    }),
  ),
})

export const decisionShape = object('a decision', {
  decision: name,
  title: text,
  question: optional(text),
  articles: list(string, { atLeast: 1 }),
  kinds: list(
    word('liability', 'entitlement', 'prohibition', 'procedure', 'outcome', 'refer', 'transform'),
    { atLeast: 1 },
  ),
  outcome: name,
  several: optional(word('conflict', 'collect')),
  complete: optional(truth),
  concurrence: optional(
    list(
      object('a relation between articles', {
        relation: word('only-if-not', 'together'),
        of: list(string, { atLeast: 1 }),
        when: optional(list(string)),
        cites: optional(cites),
        source: optional(source),
        confidence: optional(confidence),
      }),
    ),
  ),
})

/** The kinds of document, by the key that stands first in each. */
export const documentShapes = {
  pack: packShape,
  facts: factsShape,
  terms: termsShape,
  readings: readingsShape,
  index: indexShape,
  calendar: calendarShape,
  article: articleShape,
  act: actShape,
  decision: decisionShape,
  cases: casesShape,
} as const

export type PackDocument = Read<typeof packShape>
export type FactDocument = Read<typeof fact>
export type VersionDocument = Read<typeof versionShape>
export type RuleDocument = Read<typeof rule>
export type DutyDocument = Read<typeof duty>
export type DeadlineDocument = Read<typeof deadline>
export type SanctionDocument = Read<typeof sanction>
export type LadderDocument = Read<typeof ladder>
export type TransformDocument = Read<typeof transform>
export type ConsequenceDocument = Read<typeof consequence>
export type RangeDocument = Read<typeof range>
export type ArticleDocument = Read<typeof articleShape>
export type DecisionDocument = Read<typeof decisionShape>
export type CaseDocument = Read<typeof caseShape>
export type Expectation = Read<typeof expectation>
export type Source = Read<typeof source>
export type Bound = Read<typeof bound>
