import '../parts/merges.css'
import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import {
  apartReasons,
  type ChosenSides,
  decidePersonPair,
  endMerge,
  endMergeReasons,
  mergePeople,
  mergeReasons,
  type PairSide,
  type Reply,
  readPersonPair,
} from '@umai/contract'
import { formatDay, formatInstant } from '@umai/words'
import { type ReactNode, useState } from 'react'
import { queryOf, useCommand } from '../../offline/query.ts'
import { useMay } from '../../offline/session.ts'
import { Card } from '../../ui/card/card.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { Choice } from '../../ui/choice/choice.tsx'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { EvidenceBars } from '../../ui/evidence/evidence.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { Note } from '../../ui/note/note.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { type Likeness, Pips } from '../../ui/search-hit/search-hit.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { type Difference, differenceOf, differenceOfNames, nameOf } from '../model.ts'
import { mergeReasonNames, mergeWords, pairSourceNames, pairStateNames } from '../words.ts'

type Pair = Reply<typeof readPersonPair>
type Props = { readonly of: Pair; readonly onClose: () => void }
const languageNames = { kk: 'қазақша', ru: 'русский', en: 'English' } as const

const MergeDialog = ({ of, onClose }: Props) => {
  const words = useWords(mergeWords)
  const reasons = useWords(mergeReasonNames)
  const { lang } = useLanguage()
  const [keep, setKeep] = useState<'left' | 'right'>('left')
  const [chosen, setChosen] = useState<Partial<ChosenSides>>({})
  const [reason, setReason] = useState<(typeof mergeReasons)[number] | null>(null)
  const merge = useCommand(mergePeople, () => {
    toast(words.merged)
    onClose()
  })
  const sides = { left: of.left, right: of.right }
  const shownOf: Readonly<Record<keyof ChosenSides, (side: PairSide) => string>> = {
    name: nameOf,
    birthDate: ({ birthDate }) => (birthDate === null ? words.unknown : formatDay(birthDate, lang)),
    sex: ({ sex }) => words[sex],
    language: ({ language }) => (language === null ? words.unknown : languageNames[language]),
  }
  const fields = (['name', 'birthDate', 'sex', 'language'] as const).filter(
    (field) => shownOf[field](of.left) !== shownOf[field](of.right),
  )
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.merge}
      submit={words.merge}
      cancel={words.cancel}
      isSending={merge.isPending}
      missing={reason === null ? words.reasonMissing : undefined}
      onSubmit={() => {
        if (reason !== null)
          merge.mutate({
            params: { id: of.id },
            body: {
              basedOn: of.version,
              keep,
              reason,
              chosen: { name: keep, birthDate: keep, sex: keep, language: keep, ...chosen },
            },
          })
      }}
    >
      <Note tone="plain">{words.mergeAbout}</Note>
      <Choice
        label={words.keep}
        hint={words.keepHint}
        value={keep}
        onChange={setKeep}
        options={(['left', 'right'] as const).map((side) => ({
          value: side,
          label: `${side === 'left' ? words.first : words.second}: ${nameOf(sides[side])}`,
        }))}
      />
      {fields.map((field) => (
        <Choice
          key={field}
          label={`${words.chosen}: ${words[field]}`}
          value={chosen[field] ?? keep}
          onChange={(side) => setChosen({ ...chosen, [field]: side })}
          options={(['left', 'right'] as const).map((side) => ({
            value: side,
            label: shownOf[field](sides[side]),
          }))}
        />
      ))}
      <Choice
        label={words.reason}
        value={reason}
        onChange={setReason}
        options={mergeReasons.map((one) => ({ value: one, label: reasons[one] }))}
      />
      <CallFault error={merge.error} />
    </Dialog>
  )
}

const ApartDialog = ({ of, onClose, state }: Props & { readonly state: 'different' | 'later' }) => {
  const words = useWords(mergeWords)
  const reasons = useWords(mergeReasonNames)
  const [reason, setReason] = useState<(typeof apartReasons)[number] | null>(
    state === 'later' ? 'not-enough' : null,
  )
  const decide = useCommand(decidePersonPair, () => {
    toast(words.decided)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words[state]}
      submit={words[state]}
      cancel={words.cancel}
      isSending={decide.isPending}
      missing={reason === null ? words.reasonMissing : undefined}
      onSubmit={() => {
        if (reason !== null)
          decide.mutate({ params: { id: of.id }, body: { basedOn: of.version, state, reason } })
      }}
    >
      <Choice
        label={words.reason}
        value={reason}
        onChange={setReason}
        options={apartReasons.map((one) => ({ value: one, label: reasons[one] }))}
      />
      <CallFault error={decide.error} />
    </Dialog>
  )
}

const EndDialog = ({ of, onClose }: Props) => {
  const words = useWords(mergeWords)
  const reasons = useWords(mergeReasonNames)
  const [reason, setReason] = useState<(typeof endMergeReasons)[number] | null>(null)
  const end = useCommand(endMerge, () => {
    toast(words.ended)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.end}
      submit={words.end}
      cancel={words.cancel}
      isSending={end.isPending}
      missing={reason === null ? words.reasonMissing : undefined}
      onSubmit={() => {
        if (reason !== null && of.merge !== null)
          end.mutate({ params: { id: of.merge.id }, body: { reason } })
      }}
    >
      <Note tone="plain">{words.endAbout}</Note>
      <Select
        label={words.reason}
        value={reason}
        onChange={(one) => setReason(one)}
        data={endMergeReasons.map((one) => ({ value: one, label: reasons[one] }))}
      />
      <CallFault error={end.error} />
    </Dialog>
  )
}

const Compared = ({ of }: { readonly of: Pair }) => {
  const words = useWords(mergeWords)
  const { lang } = useLanguage()
  const both = [of.left, of.right] as const
  const number = { same: words.sameNumber, other: words.otherNumber, unknown: words.unknownNumber }
  const row = (
    title: string,
    show: (side: PairSide) => ReactNode,
    difference: Difference = 'none',
  ) => {
    return (
      <tr key={title} className={difference === 'differs' ? 'pair-differs' : undefined}>
        <th scope="row">
          {title}
          {difference !== 'none' && <span className="under">{words[difference]}</span>}
        </th>
        {both.map((side) => (
          <td key={side.personId}>{show(side)}</td>
        ))}
      </tr>
    )
  }
  const names = (side: PairSide) =>
    side.names.map((name) => [name.family, name.given, name.patronymic].filter(Boolean).join(' '))
  return (
    <table className="pair-table">
      <thead>
        <tr>
          <th scope="col">{words.field}</th>
          <th scope="col">{words.first}</th>
          <th scope="col">{words.second}</th>
        </tr>
      </thead>
      <tbody>
        {row(
          words.name,
          (side) => names(side).map((name) => <div key={name}>{name}</div>),
          differenceOfNames(of),
        )}
        {row(
          words.birthDate,
          ({ birthDate }) => (birthDate === null ? words.unknown : formatDay(birthDate, lang)),
          differenceOf(of, ({ birthDate }) => birthDate),
        )}
        {row(
          words.sex,
          ({ sex }) => words[sex],
          differenceOf(of, ({ sex }) => (sex === 'unknown' ? null : sex)),
        )}
        {row(
          words.language,
          ({ language }) => (language === null ? words.unknown : languageNames[language]),
          differenceOf(of, ({ language }) => language),
        )}
        <tr className={of.iin === 'other' ? 'pair-differs' : undefined}>
          <th scope="row">{words.iin}</th>
          <td colSpan={2}>{number[of.iin]}</td>
        </tr>
        <tr className={of.phone === 'other' ? 'pair-differs' : undefined}>
          <th scope="row">{words.phone}</th>
          <td colSpan={2}>{number[of.phone]}</td>
        </tr>
        {row(words.recorded, (side) => (
          <>
            {formatInstant(side.recordedAt, lang)}
            {side.isFromRegister && <span className="under">{words.fromRegister}</span>}
            {side.hasProtectedAddress && (
              <div>
                <Chip tone="accent">{words.protectedAddress}</Chip>
              </div>
            )}
          </>
        ))}
        {row(words.cases, ({ cases }) =>
          cases.length === 0
            ? words.noCases
            : [...new Map(cases.map((one) => [one.id, one])).values()].map((one) => (
                <div key={one.id}>
                  <Link to="/cases/$id" params={{ id: one.id }}>
                    {one.number}
                  </Link>
                </div>
              )),
        )}
      </tbody>
    </table>
  )
}

/** All that was done with the pair, a merge that was taken apart too. */
const History = ({ of }: { readonly of: Pair }) => {
  const words = useWords(mergeWords)
  const reasons = useWords(mergeReasonNames)
  const { lang } = useLanguage()
  return (
    <Card title={words.history} flush>
      <ol className="pair-history">
        {of.history.map(({ at, by, did, reason }) => (
          <li key={`${at} ${did}`}>
            <b>{words[`did-${did}`]}</b>
            {reason !== null && ` · ${reasons[reason]}`}
            <span className="under">
              {by.name} · {formatInstant(at, lang, { year: true })}
            </span>
          </li>
        ))}
        <li>
          <b>{words['did-found']}</b>
          <span className="under">{formatInstant(of.foundAt, lang, { year: true })}</span>
        </li>
      </ol>
    </Card>
  )
}

export const PairPage = () => {
  const words = useWords(mergeWords)
  const states = useWords(pairStateNames)
  const sources = useWords(pairSourceNames)
  const { lang } = useLanguage()
  const may = useMay()
  const { id } = useParams({ strict: false }) as { id: string }
  const pair = useQuery(queryOf(readPersonPair, { params: { id } }))
  const [open, setOpen] = useState<'merge' | 'different' | 'later' | 'end' | null>(null)
  const close = () => setOpen(null)
  return (
    <QueryState query={pair} rows={6}>
      {(shown) => (
        <>
          <PageHead
            tab={words.tab}
            title={`${nameOf(shown.left)} — ${nameOf(shown.right)}`}
            trail={[
              <Link key="all" to="/duplicates">
                {words.title}
              </Link>,
            ]}
            sub={
              <>
                <Chip tone={shown.state === 'open' ? 'accent' : 'line'}>{states[shown.state]}</Chip>
                <span>
                  {sources[shown.source]} · {formatInstant(shown.foundAt, lang)}
                </span>
              </>
            }
          />
          <div className="page-body pair-columns">
            <Card title={words.sideBySide} flush>
              <Compared of={shown} />
            </Card>
            <div className="stack">
              <Card title={words.decide}>
                <div className="stack">
                  {shown.merge !== null && (
                    <p className="small">
                      {words.mergedBy({
                        name: shown.merge.by.name,
                        at: formatInstant(shown.merge.at, lang),
                      })}
                    </p>
                  )}
                  {shown.state !== 'open' &&
                    shown.merge === null &&
                    shown.decidedBy &&
                    shown.decidedAt !== null && (
                      <p className="small quiet">
                        {states[shown.state]}:{' '}
                        {words.decidedBy({
                          name: shown.decidedBy.name,
                          at: formatInstant(shown.decidedAt, lang),
                        })}
                      </p>
                    )}
                  <div className="pair-decisions">
                    {shown.merge === null ? (
                      <>
                        <Button variant="filled" onClick={() => setOpen('merge')}>
                          {words.merge}
                        </Button>
                        <Button onClick={() => setOpen('different')}>{words.different}</Button>
                        <Button onClick={() => setOpen('later')}>{words.later}</Button>
                      </>
                    ) : (
                      <>
                        <Button onClick={() => setOpen('end')}>{words.end}</Button>
                        {may('read-cases') && (
                          <LinkButton to="/people/$id" params={{ id: shown.merge.keptId }}>
                            {words.toPerson}
                          </LinkButton>
                        )}
                      </>
                    )}
                  </div>
                </div>
              </Card>
              <Card title={words.why} aside={<Pips likeness={shown.likeness as Likeness} />}>
                <EvidenceBars evidence={shown.evidence} weight={shown.weight} />
                <p className="small quiet">{words.model({ model: shown.model })}</p>
              </Card>
              <History of={shown} />
            </div>
          </div>
          {open === 'merge' && <MergeDialog of={shown} onClose={close} />}
          {(open === 'different' || open === 'later') && (
            <ApartDialog of={shown} onClose={close} state={open} />
          )}
          {open === 'end' && <EndDialog of={shown} onClose={close} />}
        </>
      )}
    </QueryState>
  )
}
