import '../parts/reports.css'
import { Button, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams, useRouter } from '@tanstack/react-router'
import { correctReport, type Report, type ReportContent, readReport } from '@umai/contract'
import { type FormEvent, useState } from 'react'
import { CallFailed } from '../../offline/problem.ts'
import { queryOf, useCommand } from '../../offline/query.ts'
import { Card } from '../../ui/card/card.tsx'
import { Conflict, type Side } from '../../ui/conflict/conflict.tsx'
import { conflictWords } from '../../ui/conflict/words.ts'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { Note } from '../../ui/note/note.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { goToWrongField } from '../../ui/wrong-field/wrong-field.ts'
import { changedFields, disputedFields, together } from '../changes.ts'
import { fromDraft, halfTypedOf, type ReportTyped, toReport } from '../model.ts'
import { contentFaults, ReportFields } from '../parts/report-fields.tsx'
import { useSaidInField } from '../parts/said-in-field.ts'
import { usePlaceNames } from '../parts/versions.tsx'
import { reportWords } from '../words.ts'

type Version = Report['versions'][number]

/** What a report says, made right; what somebody else corrected meanwhile is never overwritten. */
const CorrectReport = ({
  report,
  latest,
}: {
  readonly report: Report
  readonly latest: Version
}) => {
  const words = useWords(reportWords)
  const conflicts = useWords(conflictWords)
  const { lang } = useLanguage()
  const router = useRouter()
  const client = useQueryClient()
  // What was there when the page was opened: a field counts as changed here against it, whatever others do.
  const [before] = useState(latest)
  const [typed, setTyped] = useState<ReportTyped>(() => fromDraft(latest.content, lang))
  const [reason, setReason] = useState('')
  const [chosen, setChosen] = useState<ReadonlyMap<string, Side>>(new Map())
  const { labelOf, saidIn } = useSaidInField(usePlaceNames(report.versions))
  const correct = useCommand(correctReport, () => {
    toast(words.corrected)
    void router.navigate({ to: '/reports/$id', params: { id: report.id } })
  })
  const isDispute = correct.error instanceof CallFailed && correct.error.code === 'record-changed'
  const yours = toReport(typed)
  const disputed =
    yours === null || latest.version === before.version
      ? []
      : disputedFields(before.content, yours, latest.content)
  const left = disputed.filter((field) => !chosen.has(field)).length
  const content: ReportContent | null =
    yours === null ? null : together(before.content, yours, latest.content, chosen)
  const halfTyped = Object.keys(halfTypedOf(typed)).length
  const missing =
    content === null
      ? words.missing
      : halfTyped > 0
        ? words.halfTyped({ count: halfTyped })
        : changedFields(latest.content, content).length === 0
          ? words.nothingChanged
          : left > 0
            ? conflicts.left({ left })
            : reason.trim() === ''
              ? words.missingReason
              : undefined
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (content === null || missing !== undefined || goToWrongField(event.currentTarget)) return
    correct.mutate(
      {
        params: { id: report.id },
        body: { basedOn: latest.version, content, reason: reason.trim() },
      },
      { onError: () => void client.invalidateQueries() },
    )
  }
  return (
    <form onSubmit={send} noValidate className="page-body">
      <div className="stack correct-report">
        <Note tone="plain">{words.correctAbout}</Note>
        <ReportFields
          typed={typed}
          onChange={setTyped}
          faults={contentFaults(correct.error, lang)}
          homePlace={{ value: before.content.place.kato, label: before.placeName[lang] }}
        />
        <Card title={words.correctReason}>
          <TextInput
            label={words.reason}
            description={words.correctReasonHint}
            value={reason}
            maxLength={400}
            autoComplete="off"
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </Card>
        {latest.version !== before.version && (
          <Conflict
            fields={disputed.map((field) => ({
              field,
              label: labelOf(field),
              yours: yours === null ? '' : saidIn(yours, field),
              theirs: saidIn(latest.content, field),
            }))}
            chosen={chosen}
            onChoose={(field, side) => setChosen(new Map([...chosen, [field, side]]))}
          />
        )}
        {!isDispute && <CallFault error={correct.error} />}
      </div>
      <div className="take-foot">
        <Button
          type="submit"
          variant="filled"
          disabled={missing !== undefined}
          loading={correct.isPending}
        >
          {words.saveCorrection}
        </Button>
        <LinkButton to="/reports/$id" params={{ id: report.id }}>
          {words.cancel}
        </LinkButton>
        {missing !== undefined && <span className="missing">{missing}</span>}
      </div>
    </form>
  )
}

export const CorrectReportPage = () => {
  const words = useWords(reportWords)
  const { id } = useParams({ strict: false }) as { id: string }
  const report = useQuery(queryOf(readReport, { params: { id } }))
  return (
    <QueryState isPage query={report} rows={8}>
      {(shown) => {
        const latest = shown.versions.at(-1)
        return (
          <>
            <PageHead
              tab={words.correct}
              title={words.correct}
              trail={[
                <Link key="all" to="/reports">
                  {words.title}
                </Link>,
                <Link key="one" to="/reports/$id" params={{ id }}>
                  {shown.number}
                </Link>,
              ]}
            />
            {latest && shown.may.correct ? (
              <CorrectReport report={shown} latest={latest} />
            ) : (
              <div className="page-body">
                <Note tone="plain">{words.mayNotCorrect}</Note>
              </div>
            )}
          </>
        )
      }}
    </QueryState>
  )
}
