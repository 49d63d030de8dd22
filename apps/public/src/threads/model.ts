// Who reads what somebody writes, by topic, by whom it is about and by place. Pure.
import type { Lang, Text } from '@umai/words'

export const topics = [
  'home',
  'child',
  'school',
  'stalking',
  'police',
  'official',
  'other',
] as const
export type Topic = (typeof topics)[number]
export const abouts = ['police', 'school', 'official', 'health', 'shelter'] as const
export type About = (typeof abouts)[number]

export type Receiver = Readonly<{
  agencyId: string
  kind: string
  name: Text
  placeKato: string | null
  publicKey: Buffer
}>
export type Route = Readonly<{ topic: Topic; kind: string; stance: 'given' | 'offered' }>
export type Conflict = Readonly<{ about: About; kind: string }>
export type Routing = Readonly<{
  receivers: readonly Receiver[]
  routes: readonly Route[]
  conflicts: readonly Conflict[]
  /** Three institutions keep shares now; only then may the page speak of them. */
  hasEscrow: boolean
}>

export type Readers = Readonly<{ given: readonly Receiver[]; offered: readonly Receiver[] }>

/** A topic says by itself whom a thread is about; what was answered says more. */
export const aboutOf = (topic: Topic, answered: About | undefined): About | undefined =>
  answered ?? (topic === 'police' ? 'police' : topic === 'official' ? 'official' : undefined)

/**
 * One agency of each kind, the nearest: of the district, else of the region, else any. Never one that it is about. Where
 * nobody is left who is given it, those offered are given it: somebody reads everything.
 */
export function readersFor(
  { receivers, routes, conflicts }: Omit<Routing, 'hasEscrow'>,
  {
    topic,
    about,
    place,
  }: Readonly<{ topic: Topic; about: About | undefined; place: string | undefined }>,
): Readers {
  const barred = new Set(
    conflicts.filter((row) => row.about === aboutOf(topic, about)).map(({ kind }) => kind),
  )
  const pick = (stance: Route['stance']): readonly Receiver[] =>
    routes
      .filter((row) => row.topic === topic && row.stance === stance && !barred.has(row.kind))
      .flatMap(
        ({ kind }) =>
          nearest(
            receivers.filter((one) => one.kind === kind),
            place,
          ) ?? [],
      )
  const [given, offered] = [pick('given'), pick('offered')]
  return given.length > 0 ? { given, offered } : { given: offered, offered: [] }
}

function nearest(receivers: readonly Receiver[], place: string | undefined): Receiver | undefined {
  const closeness = ({ placeKato }: Receiver): number => {
    if (place === undefined || placeKato === null) return 0
    return [9, 6, 4, 2].find((digits) => placeKato.slice(0, digits) === place.slice(0, digits)) ?? 0
  }
  return receivers.toSorted(
    (a, b) => closeness(b) - closeness(a) || (a.agencyId < b.agencyId ? -1 : 1),
  )[0]
}

export type ThreadState = 'draft' | 'open' | 'ended'

/** What is shown of a conversation to the one who wrote. */
export type OwnThread = Readonly<{
  state: ThreadState
  lang: Lang
  waitsFor: 'staff' | 'reporter' | 'nobody'
  openedAt: string
  hasEscrow: boolean
  /** What came of it. */
  isReport: boolean
  isCase: boolean
  endedReason: string | null
  messages: readonly OwnMessage[]
  readers: readonly Text[]
  /** Content of the draft, where it is one. */
  draft: string | undefined
}>

export type OwnMessage = Readonly<{
  isOwn: boolean
  agency: Text | undefined
  text: string
  sentAt: string
  files: number
}>

export type PlaceRow = Readonly<{ kato: string; kind: string; parent: string | null; name: Text }>
