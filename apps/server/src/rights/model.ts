// The rights that are explained to an affected person, each with the article of the day on which it is explained.
import type { Citation, RightTopic } from '@umai/contract'
import { law } from '@umai/law'
import { citationOf, lawAt } from '@umai/rules'
import { inEachLanguage, type PlainDate, say, type Text } from '@umai/words'
import { toCitation } from '../decisions/model.ts'
import { rightWords } from './words.ts'

/** Topic and the limbs it stands on; the first one in force on the day is cited. */
const topics = [
  ['order-bans', ['kz/lop/60#p3', 'kz/dvl/20#p3']],
  ['order-breach', ['kz/cao/461#p1']],
  ['shelter', ['kz/lop/72#p2', 'kz/sc/133#p2']],
  ['belongings', ['kz/lop/72#p3']],
  ['medical', ['kz/lop/13#p7', 'kz/dvl/10#p7']],
  ['leave-work', ['kz/lc/97#p4']],
  ['legal-aid', ['kz/lal/26#p1']],
  ['complaint', ['kz/lop/48#p4', 'kz/dvl/17#p1']],
  ['no-pressure', []],
  ['privacy', ['kz/lop/83#p1', 'kz/dvl/25#p1']],
] as const

type TopicId = (typeof topics)[number][0]

const textOfTopic = (id: TopicId): Text => inEachLanguage((lang) => say(rightWords, lang)[id])

/** A topic without an article in force that day is still explained, and says that none was found. */
const citationOn = (refs: readonly string[], on: PlainDate): Citation | null => {
  const inForce = lawAt(law, on)
  const articles = new Set(inForce.versions.map(({ article }) => article.id))
  const ref = refs.find((candidate) => articles.has(candidate.split('#')[0] ?? ''))
  return ref === undefined ? null : toCitation(citationOf(law, inForce, ref))
}

export const rightTopics = (on: PlainDate): RightTopic[] =>
  topics.map(([id, refs]) => ({ id, text: textOfTopic(id), citation: citationOn(refs, on) }))

export const isRightTopic = (id: string): boolean => topics.some(([known]) => known === id)
