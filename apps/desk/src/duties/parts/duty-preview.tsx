import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type Duty, takeDuty, takeNoteOfDuty } from '@umai/contract'
import { dayOf } from '@umai/words'
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
  const takeNote = useCommand(takeNoteOfDuty, () => toast(words.noted))
  const isOutside = duty.desk === 'outside'
  // Beside the queue the duty has a heading of its own; on its page the title of the page is that.
  const Heading = isAlone ? 'h2' : 'h3'
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
          {duty.assignee === null && duty.may.take && (
            <Button
              loading={take.isPending}
              onClick={() => take.mutate({ params: { id: duty.id } })}
            >
              {words.take}
            </Button>
          )}
          {duty.may.perform &&
            (duty.act === 'perform' ? (
              <Button variant={isOutside ? 'default' : 'filled'} onClick={onPerform}>
                {isOutside ? words.record : words.act}
              </Button>
            ) : (
              <LinkButton to={placeOfAct(duty)} variant="filled">
                {words.act}
              </LinkButton>
            ))}
          {isOutside && duty.bearerAgency !== null && (
            <LinkButton to="/cases/$id" params={{ id: duty.caseId }}>
              {words.referTo}
            </LinkButton>
          )}
          {duty.may.takeNote && (
            <Button
              loading={takeNote.isPending}
              onClick={() => takeNote.mutate({ params: { id: duty.id } })}
            >
              {words.takeNote}
            </Button>
          )}
          {duty.may.waive && (
            <Button variant="subtle" onClick={onWaive}>
              {words.waive}
            </Button>
          )}
        </div>
      )}
      <CallFault error={take.error ?? takeNote.error} />
      <section>
        <Heading>{words.why}</Heading>
        {duty.citation ? (
          <>
            <Article citation={citationOf(duty.citation, lang, dayOf(duty.startedAt))} />
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
        <Heading>{words.bearer}</Heading>
        {isOutside ? (
          <p className="small">{words.outsideWhy({ bearer: duty.bearer[lang] })}</p>
        ) : (
          <p className="small">
            {duty.unit.name[lang]} ·{' '}
            {duty.assignee?.name ??
              (duty.desk === 'head'
                ? words.headChip
                : duty.desk === 'overseer'
                  ? words.overseerChip
                  : words.noOwner)}
          </p>
        )}
      </section>
      {duty.calls.length > 0 && (
        <section>
          <Heading>{words.calls}</Heading>
          <ul className="duty-calls">
            {duty.calls.map((one) => (
              <li key={`${one.to} ${one.at} ${one.title.en}`} className="small">
                <b>{words[`call-${one.to}`]}</b> · {momentInWords(one.at, lang, nowMs)}
                <span className="faint">
                  {one.title[lang]}
                  {one.to !== 'bearer' &&
                    ` · ${one.seenBy === null ? words.unseen : words.seen({ name: one.seenBy })}`}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <LinkButton to="/cases/$id" params={{ id: duty.caseId }}>
        {words.openCase}
      </LinkButton>
    </div>
  )
}
