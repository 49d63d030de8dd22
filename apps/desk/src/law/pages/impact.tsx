import '../parts/law.css'
import { Button, FileInput, Progress, SegmentedControl, Select } from '@mantine/core'
import { IconDownload, IconFileSpreadsheet } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  type CaseloadFlow,
  caseloadPart,
  countCaseload,
  listLawTopics,
  type Reply,
} from '@umai/contract'
import { formatDay, formatNumber, isPlainDate } from '@umai/words'
import { useRef, useState } from 'react'
import { call } from '../../offline/call.ts'
import { queryOf } from '../../offline/query.ts'
import { Card } from '../../ui/card/card.tsx'
import { DayField } from '../../ui/day-field/day-field.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { FilterChip } from '../../ui/filter-chip/filter-chip.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { Note } from '../../ui/note/note.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { PrintButton } from '../../ui/print/print-button.tsx'
import { usePrinting } from '../../ui/print/use-printing.ts'
import { Table } from '../../ui/table/table.tsx'
import { inquiryWords } from '../inquiry-words.ts'
import { csvOf, flowPicture, partsOfCsv } from '../model.ts'
import { KnownUntil } from '../parts/known-until.tsx'
import { lawWords } from '../words.ts'

type Count = Reply<typeof countCaseload>
type Flow = CaseloadFlow
type Fault = Count['faults'][number]
type Result = {
  readonly flows: readonly Flow[]
  readonly total: number
  readonly changed: number
  readonly faults: readonly Fault[]
  readonly faultCount: number
  readonly isMade: boolean
  readonly knownUntil: Count['knownUntil']
  /** What the question may look at and the file has no column for. */
  readonly lacks: readonly string[]
}

const LARGEST_MB = 20
/** As the pack calls a case whose missing facts can still change the answer. */
const UNDECIDED = 'undecided'
const SHOWN_FAULTS = 50
const FEW = 20

const download = (name: string, text: string) => {
  const address = URL.createObjectURL(new Blob([`\uFEFF${text}`], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

const Picture = ({ flows }: { readonly flows: readonly Flow[] }) => {
  const words = useWords(inquiryWords)
  const { lang } = useLanguage()
  const picture = flowPicture(
    flows.map((flow) => ({
      before: flow.before,
      after: flow.after,
      cases: flow.cases,
      beforeText: flow.beforeText[lang],
      afterText: flow.afterText[lang],
    })),
    { other: words.otherAnswers, x0: 232, x1: 568 },
  )
  const short = (text: string) => (text.length > 28 ? `${text.slice(0, 26)}…` : text)
  return (
    <svg
      className="flow-picture"
      viewBox={`0 0 800 ${Math.ceil(picture.height) + 8}`}
      role="img"
      aria-label={words.picture}
    >
      {[...picture.ribbons]
        .sort((a, b) => Number(a.isChange) - Number(b.isChange))
        .map((ribbon) => (
          <path
            key={ribbon.id}
            className={ribbon.isChange ? 'flow-moved' : 'flow-same'}
            d={ribbon.path}
          >
            <title>{`${ribbon.from.label} → ${ribbon.to.label}: ${formatNumber(ribbon.cases, lang)}`}</title>
          </path>
        ))}
      {picture.left.map((band) => (
        <g key={band.id}>
          <rect className="flow-band" x="226" y={band.y} width="6" height={band.height} />
          <text x="218" y={band.y + 12} textAnchor="end">
            {short(band.label)}
            <tspan className="flow-count"> {formatNumber(band.cases, lang)}</tspan>
          </text>
        </g>
      ))}
      {picture.right.map((band) => (
        <g key={band.id}>
          <rect className="flow-band" x="568" y={band.y} width="6" height={band.height} />
          <text x="582" y={band.y + 12}>
            {short(band.label)}
            <tspan className="flow-count"> {formatNumber(band.cases, lang)}</tspan>
          </text>
        </g>
      ))}
    </svg>
  )
}

const Outcome = ({ result }: { readonly result: Result }) => {
  const words = useWords(inquiryWords)
  const law = useWords(lawWords)
  const { lang } = useLanguage()
  const [onlyChanges, setOnlyChanges] = useState(result.changed > 0)
  const [isAsked, setAsked] = useState(false)
  const isWhole = usePrinting() || isAsked
  const share = (cases: number) =>
    `${formatNumber(Math.round((1000 * cases) / Math.max(1, result.total)) / 10, lang)} %`
  if (result.faultCount > 0)
    return (
      <div role="alert">
        <Card title={words.faultsTitle} aside={result.faultCount}>
          <ul className="stack">
            {result.faults.map((fault) => (
              <li key={`${fault.row} ${fault.fact}`}>
                <b>{words.faultLine({ row: fault.row })}</b>{' '}
                {fault.fact === null
                  ? words.faultCells({ value: fault.value, expected: fault.expected[lang] })
                  : words.faultWhat({
                      fact: fault.fact,
                      value: fault.value,
                      expected: fault.expected[lang],
                    })}
              </li>
            ))}
            {result.faultCount > result.faults.length && (
              <li>{words.faultsMore({ count: result.faultCount - result.faults.length })}</li>
            )}
          </ul>
        </Card>
      </div>
    )
  const shown = result.flows.filter(({ before, after }) => !onlyChanges || before !== after)
  const open = result.flows
    .filter(({ before, after }) => before === UNDECIDED || after === UNDECIDED)
    .reduce((sum, { cases }) => sum + cases, 0)
  return (
    <>
      {result.isMade && <Note tone="soon">{words.madeNote}</Note>}
      <KnownUntil until={result.knownUntil} />
      <Card
        title={words.picture}
        aside={words.result({
          changed: formatNumber(result.changed, lang),
          total: formatNumber(result.total, lang),
        })}
      >
        {/* On a phone the picture is wider than the card: it scrolls, by key too. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key. */}
        <div className="flow-scroll" tabIndex={0}>
          <Picture flows={result.flows} />
        </div>
        {result.changed === 0 && open === 0 && <p className="quiet">{words.noneChanged}</p>}
        {open > 0 && (
          <p className="quiet">
            {words.openCases({ count: open })}{' '}
            {result.lacks.length > 0 && words.lacksColumns({ names: result.lacks.join(', ') })}
          </p>
        )}
      </Card>
      <Card
        title={words.tableTitle}
        aside={shown.length}
        actions={
          <>
            <FilterChip isOn={onlyChanges} onClick={() => setOnlyChanges(!onlyChanges)}>
              {words.onlyChanges}
            </FilterChip>
            <Button
              leftSection={<Icon of={IconDownload} />}
              onClick={() =>
                download(
                  'impact.csv',
                  csvOf([
                    [words.before, words.after, words.cases, words.share, words.row],
                    ...result.flows.map((flow) => [
                      flow.beforeText[lang],
                      flow.afterText[lang],
                      String(flow.cases),
                      String(flow.cases / Math.max(1, result.total)),
                      String(flow.exampleRow),
                    ]),
                  ]),
                )
              }
            >
              {words.download}
            </Button>
          </>
        }
        flush
      >
        <Table<Flow>
          label={words.tableTitle}
          rows={isWhole ? shown : shown.slice(0, FEW)}
          rowId={({ before, after }) => `${before} ${after}`}
          columns={[
            { id: 'before', title: words.before, show: (flow) => flow.beforeText[lang] },
            { id: 'after', title: words.after, show: (flow) => flow.afterText[lang] },
            { id: 'cases', title: words.cases, show: (flow) => formatNumber(flow.cases, lang) },
            { id: 'share', title: words.share, show: (flow) => share(flow.cases) },
            { id: 'row', title: words.row, show: (flow) => String(flow.exampleRow) },
          ]}
        />
        {!isWhole && shown.length > FEW && (
          <div className="card-body no-print">
            <Button onClick={() => setAsked(true)}>{law.showAll({ count: shown.length })}</Button>
          </div>
        )}
      </Card>
    </>
  )
}

const addUp = (flows: Map<string, Flow>, part: Count, rowsBefore: number): void => {
  for (const flow of part.flows) {
    const key = `${flow.before} → ${flow.after}`
    const known = flows.get(key)
    flows.set(
      key,
      known
        ? { ...known, cases: known.cases + flow.cases }
        : { ...flow, exampleRow: flow.exampleRow + rowsBefore },
    )
  }
}

export const ImpactPage = () => {
  const words = useWords(inquiryWords)
  const law = useWords(lawWords)
  const { lang } = useLanguage()
  const topics = useQuery({ ...queryOf(listLawTopics, {}), staleTime: 600_000 })
  const [decision, setDecision] = useState('liability')
  const [from, setFrom] = useState<string | null>('2024-06-15')
  const [to, setTo] = useState<string | null>('2024-06-16')
  const [source, setSource] = useState<'made' | 'own'>('made')
  const [count, setCount] = useState('5000')
  const [file, setFile] = useState<File | null>(null)
  const [result, setResult] = useState<Result | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const [complaint, setComplaint] = useState<string | null>(null)
  const [done, setDone] = useState<{ readonly rows: number; readonly total: number } | null>(null)
  const running = useRef<AbortController | null>(null)

  const run = async () => {
    if (from === null || to === null) return
    const stop = new AbortController()
    running.current = stop
    setResult(null)
    setFault(null)
    setComplaint(null)
    try {
      const flows = new Map<string, Flow>()
      const faults: Fault[] = []
      let [total, changed, faultCount] = [0, 0, 0]
      let lacks: readonly string[] = []
      let knownUntil: Count['knownUntil'] = null
      const ask = (caseload: { csv: string } | { count: number; seed: number }) =>
        call(countCaseload, { body: { decision, from, to, caseload } }, { signal: stop.signal })
      if (source === 'made') {
        const rows = Number(count)
        const part = 2_500
        for (let at = 0; at < rows; at += part) {
          setDone({ rows: at, total: rows })
          const reply = await ask({ count: Math.min(part, rows - at), seed: at })
          addUp(flows, reply, at)
          knownUntil = reply.knownUntil
          total += reply.total
          changed += reply.changed
        }
      } else if (file !== null) {
        if (file.size > LARGEST_MB * 1_048_576) {
          setComplaint(words.tooLarge({ size: Math.ceil(file.size / 1_048_576) }))
          return
        }
        const text = await file.text()
        const parts = partsOfCsv(text, caseloadPart)
        const rows = text.split('\n').length - 1
        const columns = (/^\uFEFF?([^\r\n]*)/.exec(text)?.[1] ?? '')
          .split(',')
          .map((name) => name.trim())
        for (const part of parts) {
          setDone({ rows: part.firstRow - 2, total: rows })
          const reply = await ask({ csv: part.csv })
          const before = part.firstRow - 2
          faultCount += reply.faultCount
          lacks = reply.facts.filter((name) => !columns.includes(name))
          for (const one of reply.faults)
            if (faults.length < SHOWN_FAULTS) faults.push({ ...one, row: one.row + before })
          addUp(flows, reply, before)
          knownUntil = reply.knownUntil
          total += reply.total
          changed += reply.changed
        }
        if (total === 0 && faultCount === 0) {
          setComplaint(words.emptyFile)
          return
        }
      }
      setResult({
        flows: [...flows.values()].sort((a, b) => b.cases - a.cases),
        total,
        changed,
        faults,
        faultCount,
        isMade: source === 'made',
        knownUntil,
        lacks,
      })
    } catch (error) {
      if (!stop.signal.aborted) setFault(error)
    } finally {
      setDone(null)
      running.current = null
    }
  }

  const isReady =
    from !== null && to !== null && (source === 'made' || file !== null) && done === null
  return (
    <>
      <PageHead
        tab={words.impactTitle}
        title={words.impactTitle}
        sub={words.impactAbout}
        actions={result !== null && result.faultCount === 0 && <PrintButton />}
        trail={[
          <Link key="law" to="/law">
            {law.title}
          </Link>,
        ]}
      />
      <div className="page-body">
        <p className="print-only">
          {topics.data?.decisions.find(({ id }) => id === decision)?.title[lang]} · {words.from}{' '}
          {from !== null && isPlainDate(from) && formatDay(from, lang)} · {words.to}{' '}
          {to !== null && isPlainDate(to) && formatDay(to, lang)}
        </p>
        <div className="no-print">
          <Card>
            <div className="stack">
              <div className="impact-form">
                <Select
                  label={words.impactQuestion}
                  searchable
                  allowDeselect={false}
                  value={decision}
                  onChange={(value) => {
                    if (value !== null) setDecision(value)
                  }}
                  data={(topics.data?.decisions ?? [])
                    .filter(({ isCountable }) => isCountable)
                    .map((one) => ({
                      value: one.id,
                      label: one.title[lang],
                    }))}
                />
                <DayField label={words.from} value={from as never} onChange={setFrom} />
                <DayField label={words.to} value={to as never} onChange={setTo} />
              </div>
              <div className="row">
                <SegmentedControl
                  aria-label={words.source}
                  value={source}
                  onChange={(value) => setSource(value === 'own' ? 'own' : 'made')}
                  data={[
                    { value: 'made', label: words.made },
                    { value: 'own', label: words.own },
                  ]}
                />
              </div>
              {source === 'made' ? (
                <div className="impact-form">
                  <Select
                    label={words.count}
                    description={words.madeNote}
                    allowDeselect={false}
                    value={count}
                    onChange={(value) => {
                      if (value !== null) setCount(value)
                    }}
                    data={['1000', '5000', '20000', '50000'].map((value) => ({
                      value,
                      label: formatNumber(Number(value), lang),
                    }))}
                  />
                </div>
              ) : (
                <div className="impact-form">
                  <FileInput
                    label={words.file}
                    description={words.fileHint}
                    placeholder="caseload.csv"
                    accept=".csv,text/csv"
                    leftSection={<Icon of={IconFileSpreadsheet} size="small" />}
                    clearable
                    clearButtonProps={{ 'aria-label': words.clearFile }}
                    value={file}
                    onChange={setFile}
                  />
                  <div>
                    <Button
                      leftSection={<Icon of={IconDownload} />}
                      onClick={() =>
                        download(
                          'caseload.csv',
                          'harm,intentional,inDwelling,relation,victimAge,disturbance\npain,true,true,spouse,30,false\nlight,true,true,cohabiting,15,false\nnone,false,true,spouse,,true\n',
                        )
                      }
                    >
                      {words.template}
                    </Button>
                  </div>
                </div>
              )}
              <div className="row">
                <Button variant="filled" disabled={!isReady} onClick={() => void run()}>
                  {words.run}
                </Button>
                {done !== null && (
                  <>
                    <Button onClick={() => running.current?.abort()}>{words.cancel}</Button>
                    <span className="small quiet" role="status">
                      {words.progress({
                        done: formatNumber(done.rows, lang),
                        total: formatNumber(done.total, lang),
                      })}
                    </span>
                  </>
                )}
              </div>
              {done !== null && (
                <Progress
                  aria-label={words.run}
                  value={(100 * done.rows) / Math.max(1, done.total)}
                />
              )}
              {complaint !== null && (
                <div role="alert">
                  <Note tone="late">{complaint}</Note>
                </div>
              )}
              <CallFault error={fault} />
            </div>
          </Card>
        </div>
        {result && <Outcome result={result} />}
      </div>
    </>
  )
}
