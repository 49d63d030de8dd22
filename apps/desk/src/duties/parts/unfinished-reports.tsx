import { Link } from '@tanstack/react-router'
import type { ReportRow } from '@umai/contract'
import { useSession } from '../../offline/session.ts'
import { Chip } from '../../ui/chip/chip.tsx'
import { useNow } from '../../ui/clock/now.tsx'
import type { LegalClock } from '../../ui/clock/reading.ts'
import { DutyRow } from '../../ui/duty-row/duty-row.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { unfinishedStep } from '../model.ts'
import { unfinishedWords } from '../unfinished-words.ts'

const tones = { emergency: 'late', urgent: 'soon', routine: 'plain' } as const

const clockOf = (report: ReportRow): LegalClock =>
  report.state === 'picked-up'
    ? { state: 'no-term' }
    : {
        state: 'open',
        startedAt: report.receivedAt,
        dueAt: report.answerBy,
        unit: 'hours',
      }

/** Reports that nobody carried on yet: what somebody said lies in no case, so no duty speaks of it. */
export const UnfinishedReports = ({
  reports,
  total,
}: {
  readonly reports: readonly ReportRow[]
  readonly total: number
}) => {
  const words = useWords(unfinishedWords)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const { grants, permissions } = useSession()
  const me = {
    unitIds: grants.map(({ unitId }) => unitId),
    worksCases: permissions.includes('work-cases'),
  }
  const nextStep = (report: ReportRow): string => {
    const isLate = Date.parse(report.answerBy) <= nowMs
    const unit = report.unit?.name[lang] ?? ''
    const step = unfinishedStep({ ...report, isLate }, me)
    switch (step) {
      case 'wait':
      case 'call':
        return words[step]({ unit })
      default:
        return words[step]
    }
  }
  return (
    <section aria-label={words.title}>
      <h2>
        {words.title}
        <em>{total}</em>
      </h2>
      {reports.map((report) => (
        <DutyRow
          key={report.id}
          clock={clockOf(report)}
          title={
            <Link to="/reports/$id" params={{ id: report.id }}>
              {nextStep(report)}
            </Link>
          }
          under={<Chip tone={tones[report.urgency]}>{words[report.urgency]}</Chip>}
          subject={report.affectedName ?? words.noName}
          subjectUnder={report.number}
        />
      ))}
      {total > reports.length && (
        <p className="small">
          <Link to="/reports" search={{ open: 'yes' } as never}>
            {words.all({ count: total })}
          </Link>
        </p>
      )}
    </section>
  )
}
