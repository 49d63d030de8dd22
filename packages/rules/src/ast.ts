import type {
  Confidence,
  DecisionDocument,
  Expectation,
  PackDocument,
  Source,
  Text,
} from './document.ts'
import type { Duration, PlainDate } from './plain-date.ts'
import type { Path, Position } from './shape.ts'

/** True, false, or undefined where the facts known do not settle it (strong Kleene logic). */
export type Tri = boolean | undefined

/** The days known from outside the facts: of the act, of the opening of proceedings, of the judgement. */
export type Clock = 'act' | 'opened' | 'decided'

export type ValueType = 'yesno' | 'choice' | 'number' | 'date' | 'article' | 'duration'
export type Literal = string | number | boolean | { readonly clock: Clock } | Duration

/** What a leaf looks at: the value of a fact, of a field of a list entry, of a reading, or a day. */
export type Subject = {
  readonly of: 'fact' | 'field' | 'reading' | 'clock'
  readonly name: string
  /** `age` counts full years from the date to the clock, `since` measures the time from the date to the clock. */
  readonly measure: 'value' | 'age' | 'since'
  readonly clock?: Clock | undefined
  readonly type: ValueType
}
export type Relation = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in'

/** One comparison, written on one line. `text` is that line in normal form. */
export type Test = {
  readonly op: 'test'
  readonly subject: Subject
  readonly relation: Relation
  readonly values: readonly Literal[]
  readonly text: string
}

export type Condition =
  | { readonly op: 'always' }
  | Test
  | { readonly op: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly op: 'not'; readonly of: Condition }
  | { readonly op: 'atLeast'; readonly n: number; readonly of: readonly Condition[] }
  /** A named condition; `means` is filled in when a decision is put together for a date. */
  | {
      readonly op: 'term' | 'holds'
      readonly name: string
      readonly means?: Condition | undefined
      readonly cites?: readonly string[] | undefined
    }
  | {
      readonly op: 'some' | 'every' | 'none'
      readonly list: string
      readonly where: Condition
    }
  | {
      readonly op: 'count'
      readonly list: string
      readonly where: Condition
      readonly relation: Exclude<Relation, 'in' | 'not in'>
      readonly n: number
    }

/** Where something stands in the files of the pack. */
export type Where = { readonly file: string; readonly path: Path } & Partial<Position>

/** A first or last day; `earliest` and `latest` differ from `date` where the day is an estimate. `latest` is the first day it surely holds. */
export type DayBound = {
  readonly date: PlainDate
  readonly earliest: PlainDate
  readonly latest: PlainDate
  readonly act?: string | undefined
}

export type Field = {
  readonly title: Text
  readonly type: 'yesno' | 'choice' | 'number' | 'date' | 'article'
  readonly values?: Readonly<Record<string, Text>> | undefined
  readonly min?: number | undefined
  readonly max?: number | undefined
}
export type Fact = Omit<Field, 'type'> & {
  readonly name: string
  readonly type: 'yesno' | 'choice' | 'number' | 'date' | 'list'
  readonly question: Text
  readonly help?: Text | undefined
  readonly sensitivity: 'ordinary' | 'sensitive' | 'special'
  readonly cost: number
  readonly of?: Readonly<Record<string, Field>> | undefined
  readonly appliesWhen?: Condition | undefined
  readonly source?: Source | undefined
  readonly where: Where
}

export type TermVersion = {
  readonly from?: DayBound | undefined
  readonly to?: DayBound | undefined
  readonly means: Condition
  readonly cites: readonly string[]
  readonly source?: Source | undefined
  readonly confidence?: Confidence | undefined
}
export type Term = {
  readonly name: string
  readonly title: Text
  readonly versions: readonly TermVersion[]
  readonly where: Where
}

export type Reading = {
  readonly name: string
  readonly title: Text
  readonly members: Readonly<Record<string, Text>>
  readonly why: Text
  readonly source?: Source | undefined
  readonly where: Where
}

/** From and to in the measure of the kind; undefined means the text sets no such bound. */
export type Range = { readonly min?: number | undefined; readonly max?: number | undefined }
export type Sanction = {
  readonly kind: string
  readonly range?: Range | undefined
  readonly note?: Text | undefined
}
export type Ladder = {
  readonly oneOf: readonly Sanction[]
  readonly plus: readonly Sanction[]
  readonly may: readonly Sanction[]
}
export type Fraction = { readonly over: number; readonly under: number }
export type Transform = {
  readonly of: {
    readonly code?: string | undefined
    readonly branch?: string | undefined
    readonly category?: readonly string[] | undefined
    readonly articles?: readonly string[] | undefined
  }
  readonly remove: readonly string[]
  readonly cap: Readonly<Record<string, Range>>
  readonly scale: Readonly<Record<string, { readonly min?: Fraction; readonly max?: Fraction }>>
  readonly replace: Readonly<Record<string, readonly Sanction[]>>
  readonly add: readonly Sanction[]
  readonly onlyIfSole: boolean
  readonly onlyIfEmpty: boolean
}

export type Marks = Readonly<Record<string, string>>
export type Consequence =
  | {
      readonly kind: 'liability'
      readonly branch: string
      readonly category?: string | undefined
      readonly who?: string | undefined
      readonly penalty?: Ladder | undefined
      readonly marks: Marks
    }
  | {
      readonly kind: 'entitlement'
      readonly to: string
      readonly what: Text
      readonly marks: Marks
    }
  | {
      readonly kind: 'prohibition'
      readonly on: string
      readonly what: Text
      readonly marks: Marks
    }
  | { readonly kind: 'procedure'; readonly what: Text; readonly marks: Marks }
  | { readonly kind: 'outcome'; readonly name: string; readonly what: Text; readonly marks: Marks }
  | { readonly kind: 'refer'; readonly to: string; readonly why: Text; readonly marks: Marks }
  | { readonly kind: 'transform'; readonly transform: Transform; readonly marks: Marks }

export type Rule = {
  readonly id: string
  /** `article#id`, the name used everywhere outside the article. */
  readonly ref: string
  readonly cites: readonly string[]
  readonly when: Condition
  readonly then: Consequence
  /** Rule references and `group:name` of the same article, complete with the article id. */
  readonly overrides: readonly string[]
  readonly group?: string | undefined
  readonly confidence: Confidence
  readonly source?: Source | undefined
  readonly note?: Text | undefined
  readonly where: Where
}

export type DeadlineUnit =
  | 'hours'
  | 'full days'
  | 'calendar days'
  | 'working days'
  | 'unspecified days'
  | 'weeks'
  | 'months'
  | 'years'
export type Length = { readonly n: number; readonly unit: DeadlineUnit }
export type Deadline =
  | { readonly kind: 'none' | 'immediately' | 'same day'; readonly from?: string | undefined }
  | { readonly kind: 'within'; readonly length: Length; readonly from?: string | undefined }
  | { readonly kind: 'before'; readonly event: string }
  | { readonly kind: 'every'; readonly length: Length; readonly until: readonly string[] }
  | {
      readonly kind: 'times'
      readonly times: number
      readonly per: 'week' | 'month' | 'quarter' | 'half-year' | 'year'
      readonly until: readonly string[]
    }
export type DutyRule = {
  readonly id: string
  readonly ref: string
  readonly cites: readonly string[]
  readonly kind: 'duty' | 'power' | 'limit'
  readonly bearer: string
  readonly toward?: string | undefined
  readonly what: Text
  /** Events, any of which begins the duty; `always` for a standing one. */
  readonly trigger: readonly string[]
  readonly when: Condition
  readonly deadline: Deadline
  readonly satisfiedBy: readonly string[]
  readonly ends: readonly string[]
  readonly onMiss?:
    | {
        readonly rule?: string | undefined
        readonly duties?: readonly string[] | undefined
        readonly what?: Text | undefined
      }
    | undefined
  readonly confidence: Confidence
  readonly source?: Source | undefined
  readonly note?: Text | undefined
  readonly where: Where
}

export type Version = {
  readonly id: string
  readonly article: string
  readonly from?: DayBound | undefined
  readonly to?: DayBound | undefined
  readonly source?: Source | undefined
  readonly confidence: Confidence
  readonly note?: Text | undefined
  readonly text: Readonly<Record<string, Text>>
  readonly wording: Readonly<Record<string, string>>
  readonly noRule: Readonly<Record<string, Text>>
  readonly open: readonly {
    readonly id: string
    readonly what: Text
    readonly limb?: string | undefined
  }[]
  readonly rules: readonly Rule[]
  readonly duties: readonly DutyRule[]
  /** The version as written or derived: what amendments change and what a diff compares. */
  readonly body: VersionBody
  /** True when the body was produced by an act's operations. */
  readonly derived: boolean
  readonly where: Where
}
export type VersionBody = {
  readonly text: Readonly<Record<string, unknown>>
  readonly rules: readonly { readonly id: string }[]
  readonly duties: readonly { readonly id: string }[]
  readonly noRule: Readonly<Record<string, unknown>>
  readonly wording: Readonly<Record<string, unknown>>
  readonly open: readonly { readonly id: string }[]
}

export type Case = {
  readonly name: string
  /** The decision tried; undefined in an article's own tests. */
  readonly decision?: string | undefined
  readonly article?: string | undefined
  /** Articles that it tries beside those it names: what they say shows in the answer, though no rule of theirs does. */
  readonly tries: readonly string[]
  readonly source?: Source | undefined
  readonly note?: string | undefined
  readonly on?: PlainDate | undefined
  readonly opened?: PlainDate | undefined
  readonly decided?: PlainDate | undefined
  readonly milder: boolean
  readonly readings: Readonly<Record<string, string>>
  readonly facts: Facts
  readonly events: readonly {
    readonly event: string
    readonly at: string
    readonly about?: string | undefined
  }[]
  readonly now?: string | undefined
  readonly expect: Expectation
  readonly where: Where
}

export type Article = {
  readonly id: string
  readonly code: string
  readonly number: string
  readonly title: Text
  readonly url?: string | undefined
  readonly asks?: readonly string[] | undefined
  readonly versions: readonly Version[]
  readonly tests: readonly Case[]
  readonly where: Where
}

export type Operation = {
  readonly op: 'insert' | 'replace' | 'repeal'
  readonly target: string
  readonly version: string
  readonly from?: string | undefined
  readonly cites?: string | undefined
  readonly note?: Text | undefined
  readonly changes?:
    | readonly {
        readonly at: string
        readonly set?: unknown
        readonly add?: unknown
        readonly remove?: true | undefined
      }[]
    | undefined
}
export type Act = {
  readonly id: string
  readonly title: Text
  readonly signed?: PlainDate | undefined
  readonly published?: PlainDate | undefined
  readonly inForce: DayBound & { readonly rule?: Text | undefined }
  readonly source?: Source | undefined
  readonly confidence: Confidence
  readonly note?: Text | undefined
  readonly operations: readonly Operation[]
  readonly where: Where
}

export type IndexValue = {
  readonly from: PlainDate
  readonly to?: PlainDate | undefined
  readonly value: number
  readonly source?: Source | undefined
  readonly confidence?: Confidence | undefined
  readonly note?: Text | undefined
}
export type Index = {
  readonly name: string
  readonly title: Text
  readonly money: { readonly code: string; readonly title: Text }
  readonly values: readonly IndexValue[]
}

export type CalendarYear = {
  readonly holidays: readonly PlainDate[]
  readonly dayOffMoved?: readonly PlainDate[] | undefined
  readonly workingMoved?: readonly PlainDate[] | undefined
  readonly source?: Source | undefined
  readonly confidence?: Confidence | undefined
}
export type Calendar = {
  readonly name: string
  readonly weekend: readonly number[]
  readonly years: Readonly<Record<string, CalendarYear>>
}

export type ConsequenceKind = Consequence['kind']
export type DecisionScope = Omit<DecisionDocument, 'decision'> & {
  readonly name: string
  readonly where: Where
}

export type Pack = Omit<
  PackDocument,
  'pack' | 'codes' | 'waivers' | 'marks' | 'categories' | 'titles' | 'escalation'
> & {
  readonly name: string
  readonly codes: PackDocument['codes']
  readonly marks: NonNullable<PackDocument['marks']>
  readonly categories: NonNullable<PackDocument['categories']>
  readonly titles: NonNullable<PackDocument['titles']>
  readonly waivers: NonNullable<PackDocument['waivers']>
  readonly escalation: NonNullable<PackDocument['escalation']>
  readonly facts: Readonly<Record<string, Fact>>
  readonly terms: Readonly<Record<string, Term>>
  readonly readings: Readonly<Record<string, Reading>>
  readonly indices: Readonly<Record<string, Index>>
  readonly calendars: Readonly<Record<string, Calendar>>
  readonly articles: Readonly<Record<string, Article>>
  readonly acts: Readonly<Record<string, Act>>
  readonly decisions: Readonly<Record<string, DecisionScope>>
  readonly cases: readonly Case[]
}

export type Entry = Readonly<Record<string, boolean | number | string>>
/** A fact asked but not told, or one that does not arise; an absent fact is simply unknown. */
export type FactState = { readonly state: 'declined' | 'notApplicable' }
export type FactValue = boolean | number | string | readonly Entry[] | FactState
export type Facts = Readonly<Record<string, FactValue | undefined>>
