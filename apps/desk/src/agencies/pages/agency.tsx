import { Button, Select, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import {
  type Agency,
  closeUnit,
  createUnit,
  editAgency,
  listPlaces,
  readAgency,
  type Unit,
} from '@umai/contract'
import { useState } from 'react'
import { faultsByField } from '../../offline/problem.ts'
import { queryOf, useCommand } from '../../offline/query.ts'
import { useMay } from '../../offline/session.ts'
import { Card } from '../../ui/card/card.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { momentInWords } from '../../ui/clock/amount.ts'
import { useNow } from '../../ui/clock/now.tsx'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { Table } from '../../ui/table/table.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { RegionField } from '../parts/region-field.tsx'
import { ThreeNames } from '../parts/three-names.tsx'
import { agencyKindNames, agencyWords } from '../words.ts'

const AddUnit = ({
  agency,
  onClose,
}: {
  readonly agency: Agency
  readonly onClose: () => void
}) => {
  const words = useWords(agencyWords)
  const { lang } = useLanguage()
  const [name, setName] = useState({ kk: '', ru: '', en: '' })
  const [parentId, setParentId] = useState('')
  const [kato, setKato] = useState(agency.place.kato)
  const inside = useQuery(queryOf(listPlaces, { query: { parentKato: agency.place.kato } }))
  const create = useCommand(createUnit, () => {
    toast(words.added)
    onClose()
  })
  const faults = faultsByField(create.error, lang)
  const isMissing = Object.values(name).some((text) => text.trim() === '')
  const places = [
    { value: agency.place.kato, label: agency.place.name[lang] },
    ...(inside.data?.items ?? []).map((place) => ({ value: place.kato, label: place.name[lang] })),
  ]
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.addUnit}
      submit={words.add}
      cancel={words.cancel}
      isSending={create.isPending}
      missing={isMissing ? words.missing : undefined}
      onSubmit={() =>
        create.mutate({
          params: { id: agency.id },
          body: { name, parentId: parentId === '' ? null : parentId, kato },
        })
      }
    >
      <ThreeNames name={name} onChange={setName} faults={faults} at="/name" />
      <Select
        label={words.parent}
        value={parentId}
        onChange={(id) => setParentId(id ?? '')}
        data={[
          { value: '', label: words.noParent },
          ...agency.units
            .filter((unit) => unit.closedAt === null)
            .map((unit) => ({ value: unit.id, label: unit.name[lang] })),
        ]}
      />
      <Select
        label={words.unitPlace}
        value={kato}
        onChange={(code) => setKato(code ?? agency.place.kato)}
        data={places}
      />
      <CallFault error={create.error} />
    </Dialog>
  )
}

const EditAgency = ({
  agency,
  onClose,
}: {
  readonly agency: Agency
  readonly onClose: () => void
}) => {
  const words = useWords(agencyWords)
  const [name, setName] = useState({ ...agency.name })
  const [kato, setKato] = useState(agency.place.kato)
  const { lang } = useLanguage()
  const edit = useCommand(editAgency, () => {
    toast(words.saved)
    onClose()
  })
  const isMissing = Object.values(name).some((text) => text.trim() === '')
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.edit}
      submit={words.save}
      cancel={words.cancel}
      isSending={edit.isPending}
      missing={isMissing ? words.missing : undefined}
      onSubmit={() => edit.mutate({ params: { id: agency.id }, body: { name, kato } })}
    >
      <ThreeNames
        name={name}
        onChange={setName}
        faults={faultsByField(edit.error, lang)}
        at="/name"
      />
      <RegionField kato={kato} onChange={setKato} known={agency.place} />
      <CallFault error={edit.error} />
    </Dialog>
  )
}

const CloseUnit = ({ unit, onClose }: { readonly unit: Unit; readonly onClose: () => void }) => {
  const words = useWords(agencyWords)
  const { lang } = useLanguage()
  const [reason, setReason] = useState('')
  const close = useCommand(closeUnit, () => {
    toast(words.wasClosed)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`${words.closeUnit}: ${unit.name[lang]}`}
      submit={words.closeUnit}
      cancel={words.cancel}
      isDangerous
      isSending={close.isPending}
      missing={reason.trim() === '' ? words.reasonMissing : undefined}
      onSubmit={() => close.mutate({ params: { id: unit.id }, body: { reason } })}
    >
      <TextInput
        label={words.reason}
        value={reason}
        maxLength={400}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <CallFault error={close.error} />
    </Dialog>
  )
}

export const AgencyPage = () => {
  const words = useWords(agencyWords)
  const kinds = useWords(agencyKindNames)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const may = useMay()
  const { id } = useParams({ strict: false }) as { id: string }
  const agency = useQuery(queryOf(readAgency, { params: { id } }))
  const [isAdding, setAdding] = useState(false)
  const [isEditing, setEditing] = useState(false)
  const [closing, setClosing] = useState<Unit | null>(null)
  return (
    <QueryState isPage query={agency} rows={6}>
      {(shown) => (
        <>
          <PageHead
            tab={words.title}
            title={shown.name[lang]}
            trail={[
              <Link key="all" to="/agencies">
                {words.title}
              </Link>,
            ]}
            sub={
              <>
                <span>{kinds[shown.kind]}</span>·<span>{shown.place.name[lang]}</span>
                {shown.isOwn && <Chip tone="accent">{words.own}</Chip>}
              </>
            }
            actions={
              <>
                {may('read-audit') && (
                  <LinkButton to="/audit/$kind/$id" params={{ kind: 'agency', id }}>
                    {words.audit}
                  </LinkButton>
                )}
                {shown.mayEdit && <Button onClick={() => setEditing(true)}>{words.edit}</Button>}
                {shown.mayManageUnits && (
                  <Button
                    variant="filled"
                    leftSection={<Icon of={IconPlus} />}
                    onClick={() => setAdding(true)}
                  >
                    {words.addUnit}
                  </Button>
                )}
              </>
            }
          />
          <div className="page-body">
            <Card title={words.unitList} aside={shown.units.length} flush>
              {shown.units.length === 0 ? (
                <EmptyState title={words.noUnits} />
              ) : (
                <Table<Unit>
                  label={words.unitList}
                  rows={shown.units}
                  rowId={(unit) => unit.id}
                  columns={[
                    {
                      id: 'name',
                      title: words.name,
                      show: (unit) => (
                        <span className="row">
                          <span className={unit.closedAt === null ? 'strong' : 'faint'}>
                            {unit.name[lang]}
                          </span>
                          {unit.closedAt !== null && (
                            <Chip tone="line">
                              {words.closed({ at: momentInWords(unit.closedAt, lang, nowMs) })}
                            </Chip>
                          )}
                        </span>
                      ),
                    },
                    { id: 'place', title: words.place, show: (unit) => unit.place.name[lang] },
                    {
                      id: 'people',
                      title: words.staff,
                      show: (unit) =>
                        unit.people > 0 ? words.people({ count: unit.people }) : null,
                    },
                    {
                      id: 'act',
                      title: words.closeUnit,
                      isActs: true,
                      show: (unit) =>
                        shown.mayManageUnits && unit.closedAt === null ? (
                          <Button size="xs" variant="subtle" onClick={() => setClosing(unit)}>
                            {words.closeUnit}
                          </Button>
                        ) : null,
                    },
                  ]}
                />
              )}
            </Card>
          </div>
          {isAdding && <AddUnit agency={shown} onClose={() => setAdding(false)} />}
          {isEditing && <EditAgency agency={shown} onClose={() => setEditing(false)} />}
          {closing && <CloseUnit unit={closing} onClose={() => setClosing(null)} />}
        </>
      )}
    </QueryState>
  )
}
