import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { IconPlus, IconWall } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import {
  createWall,
  endWall,
  type HitKind,
  listWalls,
  type Wall,
  type WallAgainst,
  type WallReason,
  wallReasons,
} from '@umai/contract'
import { addDays } from '@umai/words'
import { useState } from 'react'
import { useCommand, usePages } from '../../offline/query.ts'
import { useSearch } from '../../offline/search.ts'
import { useMay } from '../../offline/session.ts'
import { useSetting } from '../../ui/address/address-state.ts'
import { Chip } from '../../ui/chip/chip.tsx'
import { momentInWords } from '../../ui/clock/amount.ts'
import { useNow } from '../../ui/clock/now.tsx'
import { instantOf } from '../../ui/day-field/day.ts'
import { DayField } from '../../ui/day-field/day-field.tsx'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { FilterChip } from '../../ui/filter-chip/filter-chip.tsx'
import { FindField, type Found } from '../../ui/find-field/find-field.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { Note } from '../../ui/note/note.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { Pager } from '../../ui/pager/pager.tsx'
import { Table } from '../../ui/table/table.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { wallReasonNames, wallWords } from '../words.ts'

const FindRecord = ({
  label,
  placeholder,
  kinds,
  onChange,
}: {
  readonly label: string
  readonly placeholder: string
  readonly kinds: readonly HitKind[]
  readonly onChange: (kind: HitKind, id: string) => void
}) => {
  const { lang } = useLanguage()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<Found | null>(null)
  const found = useSearch(typed, kinds).map((hit) => ({
    value: `${hit.kind}/${hit.id}`,
    label: hit.subtitle ? `${hit.title[lang]} · ${hit.subtitle[lang]}` : hit.title[lang],
  }))
  return (
    <FindField
      label={label}
      placeholder={placeholder}
      typed={typed}
      onType={setTyped}
      found={found}
      chosen={chosen}
      onChoose={(value) => {
        setChosen(found.find((one) => one.value === value) ?? null)
        const [kind, id] = value.split('/')
        if (kind && id) onChange(kind as HitKind, id)
      }}
    />
  )
}

const PutUpWall = ({ onClose }: { readonly onClose: () => void }) => {
  const words = useWords(wallWords)
  const reasons = useWords(wallReasonNames)
  const [caseId, setCaseId] = useState<string | null>(null)
  const [against, setAgainst] = useState<WallAgainst | null>(null)
  const [reason, setReason] = useState<WallReason | null>(null)
  const [note, setNote] = useState('')
  const [until, setUntil] = useState<string | null>(null)
  const create = useCommand(createWall, () => {
    toast(words.put)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.add}
      submit={words.add}
      cancel={words.cancel}
      isSending={create.isPending}
      missing={caseId === null || against === null || reason === null ? words.missing : undefined}
      onSubmit={() => {
        if (caseId === null || against === null || reason === null) return
        create.mutate({
          body: {
            caseId,
            against,
            reason,
            ...(note.trim() === '' ? {} : { note }),
            // A day counts to its end.
            ...(until === null ? {} : { until: instantOf(addDays(until, 1), '00:00') }),
          },
        })
      }}
    >
      <FindRecord
        label={words.case}
        placeholder={words.searchCase}
        kinds={['case']}
        onChange={(_, id) => setCaseId(id)}
      />
      <FindRecord
        label={words.against}
        placeholder={words.searchAgainst}
        kinds={['user', 'unit']}
        onChange={(kind, id) => setAgainst({ kind: kind === 'unit' ? 'unit' : 'user', id })}
      />
      <Select
        label={words.reason}
        value={reason}
        onChange={(one) => setReason(one as WallReason | null)}
        data={wallReasons.map((one) => ({ value: one, label: reasons[one] }))}
      />
      <DayField
        label={words.until}
        description={words.untilHint}
        value={until}
        onChange={setUntil}
      />
      <Textarea
        label={words.note}
        description={words.noteHint}
        value={note}
        maxLength={2000}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <CallFault error={create.error} />
    </Dialog>
  )
}

const TakeDownWall = ({ wall, onClose }: { readonly wall: Wall; readonly onClose: () => void }) => {
  const words = useWords(wallWords)
  const { lang } = useLanguage()
  const [reason, setReason] = useState('')
  const end = useCommand(endWall, () => {
    toast(words.taken)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.endTitle}
      submit={words.end}
      cancel={words.cancel}
      isDangerous
      isSending={end.isPending}
      missing={reason.trim() === '' ? words.reasonMissing : undefined}
      onSubmit={() => end.mutate({ params: { id: wall.id }, body: { reason } })}
    >
      <Note tone="soon">
        {words.endAbout({ name: wall.against.name[lang], number: wall.caseNumber })}
      </Note>
      <TextInput
        label={words.endReason}
        value={reason}
        maxLength={400}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <CallFault error={end.error} />
    </Dialog>
  )
}

export const WallsPage = () => {
  const words = useWords(wallWords)
  const reasons = useWords(wallReasonNames)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const may = useMay()
  const [said, setState] = useSetting('state', ['standing', 'ended'])
  const state = said ?? 'standing'
  const [isAdding, setAdding] = useState(false)
  const [ending, setEnding] = useState<Wall | null>(null)
  const walls = usePages(listWalls, { query: { state } })
  const add = may('manage-walls') && (
    <Button variant="filled" leftSection={<Icon of={IconPlus} />} onClick={() => setAdding(true)}>
      {words.add}
    </Button>
  )
  return (
    <>
      <PageHead tab={words.title} title={words.title} sub={words.about} actions={add} />
      <div className="filter-bar">
        <FilterChip isOn={state === 'standing'} onClick={() => setState('standing')}>
          {words.standing}
        </FilterChip>
        <FilterChip isOn={state === 'ended'} onClick={() => setState('ended')}>
          {words.ended}
        </FilterChip>
      </div>
      <QueryState query={walls} rows={5}>
        {({ items, total }) =>
          items.length === 0 ? (
            <EmptyState icon={IconWall} title={words.nothing}>
              {words.nothingHint}
            </EmptyState>
          ) : (
            <>
              <Table<Wall>
                label={words.title}
                rows={items}
                rowId={({ id }) => id}
                columns={[
                  {
                    id: 'case',
                    title: words.case,
                    show: (wall) => (
                      <Link to="/cases/$id" params={{ id: wall.caseId }}>
                        {wall.caseNumber}
                      </Link>
                    ),
                  },
                  {
                    id: 'against',
                    title: words.against,
                    show: (wall) => (
                      <span className="row">
                        {wall.against.name[lang]}
                        <Chip tone="line">
                          {wall.against.kind === 'user' ? words.person : words.unit}
                        </Chip>
                      </span>
                    ),
                  },
                  {
                    id: 'reason',
                    title: words.reason,
                    show: (wall) => (
                      <span>
                        {reasons[wall.reason]}
                        {wall.note !== null && <span className="under">{wall.note}</span>}
                      </span>
                    ),
                  },
                  {
                    id: 'by',
                    title: words.by,
                    show: (wall) => (
                      <span>
                        {wall.createdBy.name}
                        <span className="under">{momentInWords(wall.createdAt, lang, nowMs)}</span>
                      </span>
                    ),
                  },
                  {
                    id: 'until',
                    title: words.until,
                    show: (wall) => (
                      <span>
                        {wall.endedAt !== null
                          ? words.endedOn({ at: momentInWords(wall.endedAt, lang, nowMs) })
                          : wall.until === null
                            ? words.noUntil
                            : momentInWords(wall.until, lang, nowMs)}
                        {wall.endReason !== null && <span className="under">{wall.endReason}</span>}
                      </span>
                    ),
                  },
                  {
                    id: 'act',
                    title: words.end,
                    isActs: true,
                    show: (wall) =>
                      wall.endedAt === null && may('manage-walls') ? (
                        <Button size="xs" onClick={() => setEnding(wall)}>
                          {words.end}
                        </Button>
                      ) : null,
                  },
                ]}
              />
              <Pager
                shown={items.length}
                total={total}
                onMore={walls.more}
                isLoading={walls.isLoadingMore}
              />
            </>
          )
        }
      </QueryState>
      {isAdding && <PutUpWall onClose={() => setAdding(false)} />}
      {ending && <TakeDownWall wall={ending} onClose={() => setEnding(null)} />}
    </>
  )
}
