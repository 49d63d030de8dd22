import type { Reading } from './reading.ts'

/** The state as a shape: a ring that empties, an octagon, a tick, a dashed ring, a pause, a stroke. */
export const Ring = ({ reading }: { readonly reading: Reading }) => {
  const around = 2 * Math.PI * 8
  return (
    <svg className="clock-ring" viewBox="0 0 20 20" aria-hidden="true">
      {(reading.kind === 'running' || reading.kind === 'soon') && (
        <>
          <circle className="clock-track" cx="10" cy="10" r="8" strokeWidth="3" />
          <circle
            className="clock-left"
            cx="10"
            cy="10"
            r="8"
            strokeWidth="3"
            strokeDasharray={`${(reading.share * around).toFixed(2)} ${around.toFixed(2)}`}
            transform="rotate(-90 10 10) scale(1 -1) translate(0 -20)"
          />
          {reading.kind === 'soon' && <circle className="clock-dot" cx="10" cy="10" r="2.6" />}
        </>
      )}
      {reading.kind === 'late' && (
        <>
          <path className="clock-octagon" d="M6.3 1h7.4L19 6.3v7.4L13.7 19H6.3L1 13.7V6.3Z" />
          <path className="clock-mark" d="M10 5.4v5.4M10 14.2v.1" strokeWidth="2.1" />
        </>
      )}
      {reading.kind === 'met' && (
        <>
          <circle className="clock-met" cx="10" cy="10" r="8.2" strokeWidth="1.6" />
          <path className="clock-met" d="M6.4 10.3l2.5 2.5 4.8-5.2" strokeWidth="1.8" />
        </>
      )}
      {reading.kind === 'unknown' && (
        <>
          <circle className="clock-doubt" cx="10" cy="10" r="8.2" strokeWidth="1.6" />
          <path
            className="clock-ask"
            d="M7.9 8.2a2.2 2.2 0 1 1 3 2c-.6.3-.9.7-.9 1.3M10 13.9v.1"
            strokeWidth="1.6"
          />
        </>
      )}
      {reading.kind === 'no-term' && (
        <>
          <circle className="clock-track" cx="10" cy="10" r="8" strokeWidth="1.6" />
          <circle className="clock-point" cx="10" cy="10" r="2" />
        </>
      )}
      {reading.kind === 'suspended' && (
        <>
          <circle className="clock-track" cx="10" cy="10" r="8.2" strokeWidth="1.6" />
          <path className="clock-rest" d="M8 7v6M12 7v6" strokeWidth="2" />
        </>
      )}
      {reading.kind === 'waived' && (
        <>
          <circle className="clock-track" cx="10" cy="10" r="8.2" strokeWidth="1.6" />
          <path className="clock-rest" d="M5 15L15 5" strokeWidth="1.6" />
        </>
      )}
    </svg>
  )
}
