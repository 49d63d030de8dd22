import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type Duty, takeDuty } from '@umai/contract'
import { citationOf } from '../../decisions/model.ts'
import { useCommand } from '../../offline/query.ts'
import { Article, MethodRule } from '../../ui/article/article.tsx'
import { momentInWords } from '../../ui/clock/amount.ts'
import { Clock } from '../../ui/clock/clock.tsx'
import { useNow } from '../../ui/clock/now.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { Note } from '../../ui/note/note.tsx'
import { Risk } from '../../ui/risk/risk.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { clockOf, isStartMissing, placeOfAct } from '../model.ts'
import { dutyWords } from '../words.ts'

/** The chosen duty beside the queue: how long, why, by whom, and the one thing to press. */
export const DutyPreview = ({
  duty,
  onPerform,
  onWaive,
  isAlone = false,
}: {
  readonly duty: Duty
  /** On its own page, where the head already says what and whose it is. */
  readonly isAlone?: boolean
  readonly onPerform: () => void
  readonly onWaive: () => void
}) => {
  const words = useWords(dutyWords)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const take = useCommand(takeDuty, () => toast(words.taken))
  return (
    <div className="duty-preview">
      {!isAlone && (
        <>
          <div className="small">
            <Link to="/cases/$id" params={{ id: duty.caseId }}>
              {duty.caseNumber}
            </Link>{' '}
            <span className="faint">· {duty.caseTitle}</span>
          </div>
          <h2>{duty.title[lang]}</h2>
        </>
      )}
      <div className="duty-preview-clock">
        <Clock
          clock={clockOf(duty)}
          size="headline"
          note={isStartMissing(duty) ? words.startMissing : undefined}
        />
        <Risk level={duty.risk} pill />
      </div>
      {duty.state === 'open' && (
        <div className="duty-preview-acts">
          {duty.assignee === null && (
            <Button
              loading={take.isPending}
              onClick={() => take.mutate({ params: { id: duty.id } })}
            >
              {words.take}
            </Button>
          )}
          {duty.may.perform &&
            (duty.act === 'perform' ? (
              <Button variant="filled" onClick={onPerform}>
                {words.act}
              </Button>
            ) : (
              <LinkButton to={placeOfAct(duty)} variant="filled">
                {words.act}
              </LinkButton>
            ))}
          {duty.may.waive && (
            <Button variant="subtle" onClick={onWaive}>
              {words.waive}
            </Button>
          )}
        </div>
      )}
      <CallFault error={take.error} />
      <section>
        <h3>{words.why}</h3>
        {duty.citation ? (
          <>
            <Article citation={citationOf(duty.citation, lang)} />
            <p className="small quiet">{duty.citation.act[lang]}</p>
          </>
        ) : (
          <Note tone="plain">{words.method}</Note>
        )}
        <p className="small faint">
          {words.counted({
            from: duty.startedBy[lang],
            at: momentInWords(duty.startedAt, lang, nowMs),
          })}
        </p>
        {duty.basis === 'method' && duty.citation && <MethodRule label={words.method} />}
      </section>
      <section>
        <h3>{words.bearer}</h3>
        <p className="small">
          {duty.unit.name[lang]} · {duty.assignee?.name ?? words.noOwner}
        </p>
        {duty.escalatedAt !== null && (
          <p className="small quiet">
            {words.escalated({ at: momentInWords(duty.escalatedAt, lang, nowMs) })}
          </p>
        )}
      </section>
      <LinkButton to="/cases/$id" params={{ id: duty.caseId }}>
        {words.openCase}
      </LinkButton>
    </div>
  )
}
