import { type Case, type CaseEvent, listCaseEvents } from '@umai/contract'
import { dayOf, formatDay, formatInstant, type Instant } from '@umai/words'
import { usePages } from '../../offline/query.ts'
import { relationName } from '../../reports/model.ts'
import { Card } from '../../ui/card/card.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { ClockBars } from '../../ui/picture/clock-bars.tsx'
import { FamilyGraph } from '../../ui/picture/family-graph.tsx'
import { type Lane, LaneDots } from '../../ui/picture/lane-dots.tsx'
import { Picture } from '../../ui/picture/picture.tsx'
import { Table } from '../../ui/table/table.tsx'
import { caseRoleName, laneOf, laneOrder } from '../model.ts'
import { caseWords } from '../words.ts'

/** Who is who in the case. A protected address is named as such and never written out. */
export const FamilyPicture = ({ of }: { readonly of: Case }) => {
  const words = useWords(caseWords)
  const { lang } = useLanguage()
  // One and the same person may stand in two roles; the picture shows him once, in the first of them.
  const people = of.people.filter(
    ({ personId }, at, all) => all.findIndex((other) => other.personId === personId) === at,
  )
  const nameOf = (id: string): string => {
    const name = people.find(({ personId }) => personId === id)?.name ?? ''
    return name === '' ? words.unknownName : name
  }
  if (people.length < 2) return null
  return (
    <Card title={words.familyPicture} flush>
      <Picture
        label={words.familyPicture}
        picture={
          <FamilyGraph
            label={words.familyPicture}
            people={people.map((person) => ({
              id: person.personId,
              name: nameOf(person.personId),
              role: person.role,
              roleName: caseRoleName(person.role, lang),
              relation:
                person.relationToAffected === null
                  ? null
                  : relationName(person.relationToAffected, lang),
              protectedAddress: person.hasProtectedAddress ? words.protectedAddress : null,
            }))}
            ties={of.family.map((tie) => ({
              from: tie.personId,
              to: tie.relativeId,
              relation: relationName(tie.relation, lang),
              livesTogether: tie.livesTogether === 'yes',
            }))}
          />
        }
        table={
          <Table
            label={words.familyPicture}
            rows={of.family}
            rowId={({ personId, relativeId }) => `${personId} ${relativeId}`}
            columns={[
              { id: 'who', title: words.tieWho, show: (tie) => nameOf(tie.relativeId) },
              {
                id: 'is',
                title: words.tieIs,
                show: (tie) =>
                  words.tieOf({
                    relation: relationName(tie.relation, lang),
                    name: nameOf(tie.personId),
                  }),
              },
              {
                id: 'together',
                title: words.tieTogether,
                show: (tie) => words[`together-${tie.livesTogether}`],
              },
              {
                id: 'since',
                title: words.tieSince,
                show: (tie) => (tie.since === null ? '–' : formatDay(tie.since, lang)),
              },
            ]}
          />
        }
      />
    </Card>
  )
}

export const ClocksPicture = ({ of }: { readonly of: Case }) => {
  const words = useWords(caseWords)
  const { lang } = useLanguage()
  if (of.clocks.length === 0) return null
  return (
    <Card title={words.clocksPicture} aside={of.clocks.length} flush>
      <Picture
        label={words.clocksPicture}
        picture={
          <ClockBars
            label={words.clocksPicture}
            clocks={of.clocks.map((clock) => ({
              id: clock.id,
              title: clock.title[lang],
              startMs: Date.parse(clock.startedAt),
              dueMs: Date.parse(clock.dueAt),
            }))}
          />
        }
        table={
          <Table
            label={words.clocksPicture}
            rows={of.clocks}
            rowId={({ id }) => id}
            columns={[
              { id: 'what', title: words.due, show: (clock) => clock.title[lang] },
              {
                id: 'start',
                title: words.clockStart,
                show: (clock) => formatInstant(clock.startedAt, lang),
              },
              {
                id: 'due',
                title: words.clockDue,
                show: (clock) => formatInstant(clock.dueAt, lang),
              },
            ]}
          />
        }
      />
    </Card>
  )
}

const dayText = (at: string, lang: 'kk' | 'ru' | 'en'): string =>
  formatDay(dayOf(at as Instant), lang)

export const TimelinePicture = ({ of }: { readonly of: Case }) => {
  const words = useWords(caseWords)
  const { lang } = useLanguage()
  const events = usePages(listCaseEvents, { params: { id: of.id }, query: { limit: 100 } })
  const items: readonly CaseEvent[] = events.data?.items ?? []
  const [last, first] = [items[0], items.at(-1)]
  if (last === undefined || first === undefined || items.length < 2) return null
  const lanes: readonly Lane[] = laneOrder
    .map(({ lane, tone }) => ({
      name: words[`lane-${lane}`],
      tone,
      dots: items
        .filter((event) => laneOf(event.kind) === lane)
        .map((event) => ({
          id: event.id,
          ms: Date.parse(event.at),
          title: `${event.title[lang]}, ${formatInstant(event.at, lang)}`,
        })),
    }))
    .filter(({ dots }) => dots.length > 0)
  return (
    <Card title={words.timelinePicture} aside={items.length} flush>
      <Picture
        label={words.timelinePicture}
        picture={
          <LaneDots
            label={words.timelinePicture}
            lanes={lanes}
            from={dayText(first.at, lang)}
            to={dayText(last.at, lang)}
          />
        }
        table={
          <Table
            label={words.timelinePicture}
            rows={items}
            rowId={({ id }) => id}
            columns={[
              { id: 'what', title: words.events, show: (event) => event.title[lang] },
              {
                id: 'when',
                title: words.eventWhen,
                show: (event) => formatInstant(event.at, lang),
              },
              {
                id: 'kind',
                title: words.eventKind,
                show: (event) => words[`lane-${laneOf(event.kind)}`],
              },
              { id: 'who', title: words.who, show: (event) => event.by?.name ?? '–' },
            ]}
          />
        }
      />
    </Card>
  )
}
