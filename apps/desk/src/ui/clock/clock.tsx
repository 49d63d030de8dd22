import './clock.css'
import type { ReactNode } from 'react'
import { useLanguage, useWords } from '../language/language.tsx'
import { amountInWords, momentInWords, untilInWords } from './amount.ts'
import { useNow } from './now.tsx'
import { isLastMinutes, type LegalClock, type Reading, readClock } from './reading.ts'
import { Ring } from './ring.tsx'
import { clockWords } from './words.ts'

type Lines = { readonly first: ReactNode; readonly second: ReactNode }

type Late = Extract<Reading, { kind: 'late' }>

/** Late by less than a minute: there is nothing to count yet. */
const isJustNow = ({ over }: Late): boolean => over.as === 'minutes' && over.minutes === 0

/** What stands under the main words; each state has its own. */
const useLines = (
  reading: Reading,
  nowMs: number,
  note: ReactNode,
  size: 'row' | 'headline',
): Lines => {
  const { lang } = useLanguage()
  const words = useWords(clockWords)
  switch (reading.kind) {
    case 'running':
    case 'soon':
      return {
        first: amountInWords(reading.left, lang),
        second: note ?? untilInWords(reading.dueAt, lang, nowMs),
      }
    case 'late':
      return {
        first: (
          <>
            {/* In a list the words above the rows say it to the eye; alone in a headline nothing else does. */}
            {words.lateWord !== '' && !isJustNow(reading) && (
              <span className={size === 'row' ? 'unseen' : undefined}>{words.lateWord} </span>
            )}
            {isJustNow(reading)
              ? words.atOnce
              : words.late({ time: amountInWords(reading.over, lang) })}
          </>
        ),
        second: note ?? words.lateSince({ at: momentInWords(reading.dueAt, lang, nowMs) }),
      }
    case 'met':
      return {
        first: words.met({ at: momentInWords(reading.metAt, lang, nowMs) }),
        second:
          reading.over === null ? (
            (note ?? words.inTime)
          ) : (
            <span className="clock-met-late">
              {words.metLate({ time: amountInWords(reading.over, lang) })}
            </span>
          ),
      }
    case 'no-term':
      return { first: words.noTerm, second: note }
    case 'unknown':
    case 'suspended':
    case 'waived':
      return { first: words[reading.kind], second: note }
  }
}

/**
 * How long the law still gives. `note` replaces the second line: the missing fact, who waived, what remains.
 * The words change silently; a reader hears them when he comes to them.
 */
export const Clock = ({
  clock,
  size = 'row',
  note,
}: {
  readonly clock: LegalClock
  readonly size?: 'row' | 'headline'
  readonly note?: ReactNode
}) => {
  const nowMs = useNow((at) => isLastMinutes(clock, at))
  const reading = readClock(clock, nowMs)
  const { first, second } = useLines(reading, nowMs, note, size)
  return (
    <span className={`clock clock-${size} clock-is-${reading.kind}`}>
      <Ring reading={reading} />
      <b>{first}</b>
      {second && <span className="clock-under">{second}</span>}
    </span>
  )
}

/** The same time as a bar, for wide places. The words stand beside it in a Clock. */
export const Fuse = ({ clock }: { readonly clock: LegalClock }) => {
  const reading = readClock(clock, useNow())
  const share =
    reading.kind === 'running' || reading.kind === 'soon'
      ? 1 - reading.share
      : reading.kind === 'late'
        ? 1
        : 0
  return (
    <svg
      className={`fuse fuse-${reading.kind}`}
      viewBox="0 0 100 6"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect className="fuse-back" width="100" height="6" />
      <rect className="fuse-gone" width={Math.max(share * 100, 1.5)} height="6" />
    </svg>
  )
}
