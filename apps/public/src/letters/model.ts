// What somebody tells, step by step; every question may be left out. What was sealed may be of another version: what does
// not fit is dropped, never believed. Pure.
import { plainText } from '../files/model.ts'
import { type About, aboutOf, abouts, type Topic, topics } from '../threads/model.ts'

export const mostText = 6_000

export const stepsOfAdult = [
  'who',
  'topic',
  'about',
  'text',
  'where',
  'files',
  'readers',
  'reply',
  'check',
] as const
export const stepsOfChild = ['topic', 'text', 'where', 'check'] as const
export type Step = (typeof stepsOfAdult)[number]

export const whos = ['self', 'other', 'child'] as const
export const whens = ['now', 'week', 'month', 'longer'] as const
export const replies = ['here', 'call'] as const
/** What a child may choose, and under which topic it goes. */
export const childTopics = {
  school: 'school',
  net: 'child',
  home: 'home',
  friend: 'child',
  talk: 'other',
} as const satisfies Record<string, Topic>
export type ChildTopic = keyof typeof childTopics

export type TrayFile = Readonly<{ id: string; kind: string; isOriginal: boolean }>

export type Draft = Readonly<{
  isChild: boolean
  step: Step
  who?: (typeof whos)[number]
  topic?: Topic
  tile?: ChildTopic
  about?: About
  text: string
  when?: (typeof whens)[number]
  place?: string
  files: readonly TrayFile[]
  /** Offered agencies that were ticked. */
  readers: readonly string[]
  reply?: (typeof replies)[number]
  name: string
  reach: string
  /** The receipt this goes under, made before it is shown, so that a button pressed twice sends once. */
  receipt?: string
  /** Goes on with a saved draft: its keys, in place of a new receipt. */
  keys?: Readonly<{ locator: string; wrap: string }>
  /** Under which the files lie in the tray. */
  trayKey: string
}>

export const stepsOf = ({ isChild, topic }: Pick<Draft, 'isChild' | 'topic'>): readonly Step[] =>
  isChild
    ? stepsOfChild
    : stepsOfAdult.filter(
        (step) => step !== 'about' || aboutOf(topic ?? 'other', undefined) === undefined,
      )

const oneOf = <const T extends string>(known: readonly T[], given: unknown): T | undefined =>
  known.find((value) => value === given)
const textOf = (given: unknown, longest: number): string =>
  typeof given === 'string' ? plainText(given).slice(0, longest) : ''

/** Longer than what may be sent, so that nothing typed is lost before it is said. */
const keptText = 3 * mostText

export function draftOf(value: unknown, trayKey: string): Draft {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Readonly<
    Record<string, unknown>
  >
  const isChild = given.isChild === true
  const keys = given.keys as Draft['keys']
  const files = Array.isArray(given.files) ? (given.files as TrayFile[]) : []
  const optional = {
    who: oneOf(whos, given.who),
    topic: oneOf(topics, given.topic),
    tile: oneOf(Object.keys(childTopics) as ChildTopic[], given.tile),
    about: oneOf(abouts, given.about),
    when: oneOf(whens, given.when),
    place: typeof given.place === 'string' && /^\d{9}$/.test(given.place) ? given.place : undefined,
    reply: oneOf(replies, given.reply),
    receipt: typeof given.receipt === 'string' ? given.receipt : undefined,
    keys: typeof keys?.locator === 'string' && typeof keys.wrap === 'string' ? keys : undefined,
  }
  const base = {
    isChild,
    step: oneOf(stepsOfAdult, given.step) ?? (isChild ? 'topic' : 'who'),
    text: textOf(given.text, keptText),
    files: files.filter((file) => typeof file?.id === 'string' && typeof file.kind === 'string'),
    readers: Array.isArray(given.readers) ? given.readers.map(String) : [],
    name: textOf(given.name, 120),
    reach: textOf(given.reach, 300),
    trayKey: typeof given.trayKey === 'string' ? given.trayKey : trayKey,
  }
  return {
    ...base,
    ...Object.fromEntries(Object.entries(optional).filter(([, known]) => known !== undefined)),
  }
}

/** The draft with what a step was answered; a step that was not on the page changes nothing. */
export function answered(draft: Draft, asked: Step, sent: URLSearchParams): Draft {
  const { trayKey } = draft
  const put = (change: Readonly<Record<string, unknown>>): Draft =>
    draftOf({ ...draft, ...change }, trayKey)
  const get = (name: string): string | undefined => sent.get(name) ?? undefined
  switch (asked) {
    case 'who':
      return put({ who: get('who') })
    case 'topic': {
      const tile = oneOf(Object.keys(childTopics) as ChildTopic[], get('tile'))
      if (draft.isChild) return tile === undefined ? draft : put({ tile, topic: childTopics[tile] })
      const topic = oneOf(topics, get('topic'))
      return put({ topic, readers: topic === draft.topic ? draft.readers : [] })
    }
    case 'about':
      return put({
        about: get('about'),
        readers: get('about') === draft.about ? draft.readers : [],
      })
    case 'text':
      return put({ text: get('text') ?? draft.text })
    case 'where':
      return put({ when: get('when'), place: get('place') })
    case 'files':
      return put({ files: draft.files.filter(({ id }) => !sent.getAll('drop').includes(id)) })
    case 'readers':
      return put({ readers: sent.getAll('reader') })
    case 'reply':
      return put({ reply: get('reply'), name: get('name'), reach: get('reach') })
    case 'check':
      return draft
  }
}

/** What goes beside the text: flat, short, and only what was said. */
export function detailsOf(draft: Draft): Readonly<Record<string, string>> {
  const said = {
    who: draft.who,
    tile: draft.tile,
    when: draft.when,
    reply: draft.reply,
    name: draft.reply === 'call' ? draft.name : '',
    reach: draft.reply === 'call' ? draft.reach : '',
  }
  return Object.fromEntries(
    Object.entries(said).filter((entry): entry is [string, string] => Boolean(entry[1])),
  )
}

/** What a saved draft keeps: not the files, which are in memory only, and no keys. */
export const savedForm = ({
  files: _files,
  keys: _keys,
  receipt: _receipt,
  trayKey: _trayKey,
  ...rest
}: Draft): string => JSON.stringify(rest)
