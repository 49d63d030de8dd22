import { TextInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import {
  addCasePerson,
  type Case,
  type CaseRole,
  caseRoles,
  matchPeople,
  type PersonInput,
} from '@umai/contract'
import { useDeferredValue, useState } from 'react'
import { faultsByField } from '../../offline/problem.ts'
import { queryOf, useCommand } from '../../offline/query.ts'
import { parseIin, parsePhone } from '../../reports/model.ts'
import { Choice } from '../../ui/choice/choice.tsx'
import { DayField } from '../../ui/day-field/day-field.tsx'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import {
  type Answered,
  answersOf,
  isUnanswered,
  LikelyPeople,
  recognised,
} from '../../ui/likely-people/likely-people.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { caseRoleName } from '../model.ts'
import { caseWords } from '../words.ts'

type Typed = Readonly<{
  family: string
  given: string
  patronymic: string
  sex: PersonInput['sex']
  birthDate: string | null
  iin: string
  phone: string
}>

const nobody: Typed = {
  family: '',
  given: '',
  patronymic: '',
  sex: 'unknown',
  birthDate: null,
  iin: '',
  phone: '',
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

const scriptOf = (text: string): PersonInput['names'][number]['script'] =>
  /\p{Script=Latin}/u.test(text) ? 'latin' : /[әғқңөұүһі]/i.test(text) ? 'kazakh' : 'russian'

const toPerson = (typed: Typed): PersonInput | null => {
  const family = orNull(typed.family) ?? orNull(typed.given)
  if (family === null) return null
  const given = orNull(typed.family) === null ? null : orNull(typed.given)
  const phone = parsePhone(typed.phone)
  return {
    names: [
      {
        script: scriptOf(`${typed.family}${typed.given}`),
        family,
        given,
        patronymic: orNull(typed.patronymic),
      },
    ],
    sex: typed.sex,
    birthDate: typed.birthDate,
    iin: parseIin(typed.iin),
    phones: phone === null ? [] : [phone],
    language: null,
  }
}

const useMatches = (person: PersonInput | null) => {
  const name = person?.names[0]
  const told = [name?.family, name?.given, name?.patronymic].filter(Boolean).join(' ')
  const [phone] = person?.phones ?? []
  const body = {
    ...(told.length < 2 ? {} : { name: told }),
    ...(person?.birthDate ? { birthDate: person.birthDate } : {}),
    ...(person?.iin ? { iin: person.iin } : {}),
    ...(phone === undefined ? {} : { phone }),
    ...(person === null ? {} : { sex: person.sex }),
  }
  return useQuery({
    ...queryOf(matchPeople, { body }),
    enabled: told.length >= 2,
    gcTime: 0,
    placeholderData: keepPreviousData,
  })
}

/** Somebody into a case. Before anybody new is written down, those already known are looked through. */
export const AddPersonDialog = ({
  of,
  onClose,
}: {
  readonly of: Case
  readonly onClose: () => void
}) => {
  const words = useWords(caseWords)
  const { lang } = useLanguage()
  const [role, setRole] = useState<CaseRole>('witness')
  const [typed, setTyped] = useState<Typed>(nobody)
  const [answered, setAnswered] = useState<Answered>({})
  const set = (change: Partial<Typed>) => setTyped({ ...typed, ...change })
  const person = toPerson(typed)
  const matches = useMatches(useDeferredValue(person))
  const items = person === null ? [] : (matches.data?.items ?? [])
  const known = recognised(answered)
  const add = useCommand(addCasePerson, () => {
    toast(words.personAdded)
    onClose()
  })
  const faults = faultsByField(add.error, lang)
  const isIinShort = typed.iin.trim() !== '' && parseIin(typed.iin) === null
  const isPhoneShort = typed.phone.trim() !== '' && parsePhone(typed.phone) === null
  const missing =
    person === null
      ? words.personMissing
      : isIinShort
        ? words.iinShort
        : isPhoneShort
          ? words.phoneShort
          : isUnanswered(items, answered)
            ? words.answerMatches
            : undefined
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.addPerson}
      submit={words.addPerson}
      cancel={words.cancel}
      isSending={add.isPending}
      missing={missing}
      onSubmit={() => {
        if (person === null) return
        const shown = answersOf(answered).filter(({ personId }) =>
          items.some((item) => item.personId === personId),
        )
        add.mutate({
          params: { id: of.id },
          body: {
            role,
            personId: known,
            person: known === null ? person : null,
            ...(known === null ? {} : { told: person }),
            answers: shown,
          },
        })
      }}
    >
      <Choice
        label={words.personRole}
        value={role}
        onChange={setRole}
        options={caseRoles.map((one) => ({ value: one, label: caseRoleName(one, lang) }))}
      />
      <div className="add-person-fields">
        {(
          [
            ['family', words.familyName],
            ['given', words.givenName],
            ['patronymic', words.patronymic],
          ] as const
        ).map(([field, label]) => (
          <TextInput
            key={field}
            label={label}
            value={typed[field]}
            maxLength={80}
            autoComplete="off"
            onChange={(event) => set({ [field]: event.currentTarget.value })}
          />
        ))}
        <DayField
          label={words.birthDate}
          value={typed.birthDate}
          noFuture
          error={faults['/person/birthDate']}
          onChange={(birthDate) => set({ birthDate })}
        />
        <TextInput
          label={words.iin}
          value={typed.iin}
          inputMode="numeric"
          maxLength={14}
          autoComplete="off"
          error={faults['/person/iin']}
          onChange={(event) => set({ iin: event.currentTarget.value.replace(/[^\d ]/g, '') })}
        />
        <TextInput
          label={words.phone}
          value={typed.phone}
          type="tel"
          maxLength={24}
          autoComplete="off"
          onChange={(event) => set({ phone: event.currentTarget.value })}
        />
      </div>
      <Choice
        label={words.personSex}
        value={typed.sex}
        onChange={(sex) => set({ sex })}
        options={[
          { value: 'female', label: words.female },
          { value: 'male', label: words.male },
          { value: 'unknown', label: words.sexUnknown },
        ]}
      />
      {items.length > 0 && (
        <section aria-label={words.samePerson}>
          <h3 className="add-person-ask">{words.samePerson}</h3>
          <p className="small quiet">{words.samePersonAbout}</p>
          <LikelyPeople people={items} answered={answered} onAnswer={setAnswered} />
          <p className="small" role="status">
            {known === null ? words.willBeNew : words.willBeKnown}
          </p>
        </section>
      )}
      <CallFault error={matches.error ?? add.error} />
    </Dialog>
  )
}
