import { Button, Checkbox, Select, TextInput } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import {
  createService,
  editService,
  listOrganisations,
  listPlaces,
  type Service,
  searchServices,
  serviceLanguages,
  serviceNeeds,
  serviceStates,
  setServiceState,
} from '@umai/contract'
import { dayOf, formatHours } from '@umai/words'
import { useDeferredValue, useState } from 'react'
import { faultsByField } from '../../offline/problem.ts'
import { queryOf, useCommand, usePages } from '../../offline/query.ts'
import { useMay } from '../../offline/session.ts'
import { useWallSheet } from '../../offline/wall-sheet.ts'
import { useSetting } from '../../ui/address/address-state.ts'
import { useKeptText } from '../../ui/address/kept-text.ts'
import { Chip } from '../../ui/chip/chip.tsx'
import { useNow } from '../../ui/clock/now.tsx'
import { DayField } from '../../ui/day-field/day-field.tsx'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { FilterChip } from '../../ui/filter-chip/filter-chip.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { Pager } from '../../ui/pager/pager.tsx'
import { Table } from '../../ui/table/table.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { WallSheetLink } from '../../ui/wall-sheet/wall-sheet-link.tsx'
import { directoryWords } from '../words.ts'

type Fields = Omit<Service, 'id' | 'organisation' | 'state'>

const blank = (today: string): Fields => ({
  organisationId: '',
  name: { kk: '', ru: '', en: '' },
  isHidden: false,
  kato: null,
  location: null,
  needs: [],
  languages: ['kk', 'ru'],
  takesChildren: true,
  phone: '',
  hours: 'MO,TU,WE,TH,FR 09:00-18:00',
  checkedOn: today,
})

const fieldsOf = ({ id: _id, organisation: _organisation, state: _state, ...fields }: Service) =>
  fields

const ServiceForm = ({
  service,
  onClose,
}: {
  readonly service: Service | null
  readonly onClose: () => void
}) => {
  const words = useWords(directoryWords)
  const { lang } = useLanguage()
  const today = dayOf(new Date(useNow()).toISOString())
  const [fields, setFields] = useState<Fields>(service === null ? blank(today) : fieldsOf(service))
  const organisations = useQuery(queryOf(listOrganisations, {}))
  const regions = useQuery(queryOf(listPlaces, { query: {} }))
  const done = () => {
    toast(words.saved)
    onClose()
  }
  const create = useCommand(createService, done)
  const edit = useCommand(editService, done)
  const command = service === null ? create : edit
  const faults = faultsByField(command.error, lang)
  const isMissing =
    Object.values(fields.name).some((text) => text.trim() === '') ||
    fields.organisationId === '' ||
    fields.phone === '' ||
    fields.hours === '' ||
    fields.needs.length === 0 ||
    fields.languages.length === 0
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={service === null ? words.add : words.edit}
      submit={words.save}
      cancel={words.cancel}
      isSending={command.isPending}
      missing={isMissing ? words.missing : undefined}
      onSubmit={() =>
        service === null
          ? create.mutate({ body: fields })
          : edit.mutate({ params: { id: service.id }, body: fields })
      }
    >
      {(
        [
          ['kk', words.nameKk],
          ['ru', words.nameRu],
          ['en', words.nameEn],
        ] as const
      ).map(([one, label]) => (
        <TextInput
          key={one}
          label={label}
          lang={one}
          value={fields.name[one]}
          maxLength={200}
          error={faults[`/name/${one}`]}
          onChange={(event) =>
            setFields({ ...fields, name: { ...fields.name, [one]: event.currentTarget.value } })
          }
        />
      ))}
      <Select
        label={words.organisation}
        value={fields.organisationId}
        data={(organisations.data?.items ?? []).map(({ id, name }) => ({
          value: id,
          label: name[lang],
        }))}
        searchable
        onChange={(value) => setFields({ ...fields, organisationId: value ?? '' })}
      />
      <Checkbox
        label={words.isHidden}
        checked={fields.isHidden}
        onChange={(event) => {
          const isHidden = event.currentTarget.checked
          // What hides loses its place with the same tick.
          setFields(
            isHidden
              ? { ...fields, isHidden, kato: null, location: null }
              : { ...fields, isHidden, location: service?.location ?? null },
          )
        }}
      />
      {!fields.isHidden && (
        <Select
          label={words.region}
          value={fields.kato}
          clearable
          searchable
          data={(regions.data?.items ?? []).map((place) => ({
            value: place.kato,
            label: place.name[lang],
          }))}
          onChange={(kato) => setFields({ ...fields, kato })}
        />
      )}
      <TextInput
        label={words.phone}
        value={fields.phone}
        maxLength={16}
        error={faults['/phone']}
        onChange={(event) => setFields({ ...fields, phone: event.currentTarget.value.trim() })}
      />
      <TextInput
        label={words.hours}
        description={words.hoursHint}
        value={fields.hours}
        maxLength={200}
        error={faults['/hours']}
        onChange={(event) => setFields({ ...fields, hours: event.currentTarget.value })}
      />
      <Checkbox.Group
        label={words.needs}
        value={fields.needs}
        onChange={(needs) => setFields({ ...fields, needs: needs as Fields['needs'] })}
      >
        {serviceNeeds.map((value) => (
          <Checkbox key={value} value={value} label={words[value]} mt="xs" />
        ))}
      </Checkbox.Group>
      <Checkbox.Group
        label={words.languages}
        value={fields.languages}
        onChange={(languages) =>
          setFields({ ...fields, languages: languages as Fields['languages'] })
        }
      >
        {serviceLanguages.map((value) => (
          <Checkbox key={value} value={value} label={words[value]} mt="xs" />
        ))}
      </Checkbox.Group>
      <Checkbox
        label={words.takesChildren}
        checked={fields.takesChildren}
        onChange={(event) => setFields({ ...fields, takesChildren: event.currentTarget.checked })}
      />
      <DayField
        label={words.checkedOn}
        value={fields.checkedOn}
        onChange={(day) => setFields({ ...fields, checkedOn: day ?? today })}
      />
      <CallFault error={command.error} />
    </Dialog>
  )
}

const sorts = ['name', '-name', 'state'] as const

export const ServicesPage = () => {
  const words = useWords(directoryWords)
  const { lang } = useLanguage()
  const may = useMay()
  const [typed, setTyped] = useKeptText()
  const [state, setState] = useSetting('state', serviceStates)
  const [sort, setSort] = useSetting('sort', sorts)
  const [editing, setEditing] = useState<Service | 'new' | null>(null)
  const q = useDeferredValue(typed.trim())
  const services = usePages(searchServices, {
    body: {
      sort: sort ?? 'name',
      ...(q === '' ? {} : { q }),
      ...(state === null ? {} : { state }),
    },
  })
  const publish = useCommand(setServiceState, () => toast(words.shown))
  const withdraw = useCommand(setServiceState, () => toast(words.gone))
  const keeps = may('manage-services')
  const sheet = useWallSheet(lang)
  return (
    <>
      <PageHead
        tab={words.title}
        title={words.title}
        sub={words.about}
        actions={
          <>
            <WallSheetLink address={sheet} />
            {keeps && (
              <Button
                variant="filled"
                leftSection={<Icon of={IconPlus} />}
                onClick={() => setEditing('new')}
              >
                {words.add}
              </Button>
            )}
          </>
        }
      />
      <div className="filter-bar">
        <TextInput
          aria-label={words.search}
          placeholder={words.search}
          leftSection={<Icon of={IconSearch} size="small" />}
          value={typed}
          maxLength={120}
          data-list-search
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <FilterChip isOn={state === null} onClick={() => setState(null)}>
          {words.all}
        </FilterChip>
        {serviceStates.map((one) => (
          <FilterChip
            key={one}
            isOn={state === one}
            onClick={() => setState(state === one ? null : one)}
          >
            {words[one]}
          </FilterChip>
        ))}
      </div>
      <CallFault error={publish.error ?? withdraw.error} />
      <QueryState query={services} rows={8}>
        {({ items, total }) =>
          items.length === 0 ? (
            <EmptyState title={words.nothing}>{words.nothingHint}</EmptyState>
          ) : (
            <>
              <Table<Service>
                label={words.title}
                rows={items}
                rowId={({ id }) => id}
                sort={sort ?? 'name'}
                onSort={setSort}
                columns={[
                  {
                    id: 'name',
                    title: words.name,
                    sort: 'name',
                    show: (service) => (
                      <span className="row">
                        {service.name[lang]}
                        {service.isHidden && <Chip tone="line">{words.hidden}</Chip>}
                      </span>
                    ),
                  },
                  {
                    id: 'organisation',
                    title: words.organisation,
                    show: (service) => service.organisation.name[lang],
                  },
                  { id: 'phone', title: words.phone, show: (service) => service.phone },
                  {
                    id: 'hours',
                    title: words.hours,
                    show: (service) => formatHours(service.hours, lang),
                  },
                  {
                    id: 'state',
                    title: words.state,
                    sort: 'state',
                    show: (service) => words[service.state],
                  },
                  {
                    id: 'acts',
                    title: words.acts,
                    isActs: true,
                    show: (service) =>
                      keeps ? (
                        <span className="row">
                          <Button size="xs" onClick={() => setEditing(service)}>
                            {words.edit}
                          </Button>
                          {service.state === 'published' ? (
                            <Button
                              size="xs"
                              onClick={() =>
                                withdraw.mutate({
                                  params: { id: service.id },
                                  body: { state: 'withdrawn' },
                                })
                              }
                            >
                              {words.withdraw}
                            </Button>
                          ) : (
                            !service.isHidden && (
                              <Button
                                size="xs"
                                onClick={() =>
                                  publish.mutate({
                                    params: { id: service.id },
                                    body: { state: 'published' },
                                  })
                                }
                              >
                                {words.publish}
                              </Button>
                            )
                          )}
                        </span>
                      ) : null,
                  },
                ]}
              />
              <Pager
                shown={items.length}
                total={total}
                onMore={services.more}
                isLoading={services.isLoadingMore}
              />
            </>
          )
        }
      </QueryState>
      {editing !== null && (
        <ServiceForm
          service={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  )
}
