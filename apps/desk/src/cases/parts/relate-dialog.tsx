import { Select } from '@mantine/core'
import { type Answer, type Case, type Relation, relatePeople, relations } from '@umai/contract'
import type { PlainDate } from '@umai/words'
import { useState } from 'react'
import { faultsByField } from '../../offline/problem.ts'
import { useCommand } from '../../offline/query.ts'
import { relationName } from '../../reports/model.ts'
import { Choice } from '../../ui/choice/choice.tsx'
import { DayField } from '../../ui/day-field/day-field.tsx'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { caseRoleName } from '../model.ts'
import { caseWords } from '../words.ts'

type Props = { readonly of: Case; readonly onClose: () => void }

/** What two people of the case are to each other, and whether they live together. */
export const RelateDialog = ({ of, onClose }: Props) => {
  const words = useWords(caseWords)
  const { lang } = useLanguage()
  const people = of.people.filter(
    ({ personId }, at, all) => all.findIndex((other) => other.personId === personId) === at,
  )
  const [personId, setPersonId] = useState<string | null>(
    people.find(({ role }) => role === 'affected')?.personId ?? null,
  )
  const [relativeId, setRelativeId] = useState<string | null>(null)
  const known = of.family.find((tie) => tie.personId === personId && tie.relativeId === relativeId)
  const [relation, setRelation] = useState<Relation | null>(null)
  const [together, setTogether] = useState<Answer | null>(null)
  const [since, setSince] = useState<PlainDate | null>(null)
  const relate = useCommand(relatePeople, () => {
    toast(words.related)
    onClose()
  })
  const options = people.map((person) => ({
    value: person.personId,
    label: `${person.name === '' ? words.unknownName : person.name} · ${caseRoleName(person.role, lang)}`,
  }))
  const chosen = relation ?? known?.relation ?? null
  const lives = together ?? known?.livesTogether ?? 'unknown'
  const isReady =
    personId !== null && relativeId !== null && personId !== relativeId && chosen !== null
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.relate}
      submit={words.save}
      cancel={words.cancel}
      isSending={relate.isPending}
      missing={isReady ? undefined : words.relateMissing}
      onSubmit={() => {
        if (personId === null || relativeId === null || chosen === null) return
        relate.mutate({
          params: { id: of.id },
          body: {
            personId,
            relativeId,
            relation: chosen,
            livesTogether: lives,
            since: since ?? (known?.since as PlainDate | null | undefined) ?? null,
          },
        })
      }}
    >
      <Select
        label={words.tieWho}
        value={relativeId}
        onChange={(id) => {
          setRelativeId(id)
          setRelation(null)
          setTogether(null)
        }}
        data={options}
      />
      <Select
        label={words.tieIs}
        searchable
        value={chosen}
        onChange={setRelation}
        data={relations.map((one) => ({ value: one, label: relationName(one, lang) }))}
      />
      <Select label={words.tieTo} value={personId} onChange={setPersonId} data={options} />
      <Choice
        label={words.tieTogether}
        value={lives}
        onChange={setTogether}
        options={(['yes', 'no', 'unknown'] as const).map((one) => ({
          value: one,
          label: words[`together-${one}`],
        }))}
      />
      <DayField
        label={words.tieSince}
        value={since}
        noFuture
        error={faultsByField(relate.error, lang)['/since']}
        onChange={setSince}
      />
      <CallFault error={relate.error} />
    </Dialog>
  )
}
