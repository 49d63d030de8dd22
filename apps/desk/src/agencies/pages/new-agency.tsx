import { Button, Select, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import {
  type AgencyKind,
  agencyKinds,
  foundAgency,
  type Lang,
  languages,
  type Reply,
} from '@umai/contract'
import { formatInstant } from '@umai/words'
import { type FormEvent, useState } from 'react'
import { faultsByField } from '../../offline/problem.ts'
import { useCommand } from '../../offline/query.ts'
import { Card } from '../../ui/card/card.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { SecretOnce } from '../../ui/secret-once/secret-once.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { RegionField } from '../parts/region-field.tsx'
import { ThreeNames } from '../parts/three-names.tsx'
import { agencyKindNames, agencyWords } from '../words.ts'

const noName = { kk: '', ru: '', en: '' }
const languageNames = { kk: 'Қазақша', ru: 'Русский', en: 'English' } as const

export const NewAgencyPage = () => {
  const words = useWords(agencyWords)
  const kinds = useWords(agencyKindNames)
  const { lang } = useLanguage()
  const [kind, setKind] = useState<AgencyKind>('police')
  const [name, setName] = useState(noName)
  const [kato, setKato] = useState('000000000')
  const [unitName, setUnitName] = useState(noName)
  const [person, setPerson] = useState({ name: '', login: '', position: '', lang: 'kk' as Lang })
  const [founded, setFounded] = useState<Reply<typeof foundAgency> | null>(null)
  const found = useCommand(foundAgency, (reply) => {
    setFounded(reply)
    toast(words.founded)
  })
  const faults = faultsByField(found.error, lang)
  const isMissing = [
    ...Object.values(name),
    ...Object.values(unitName),
    person.name,
    person.login,
    person.position,
  ].some((text) => text.trim() === '')
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!isMissing) found.mutate({ body: { kind, name, kato, unitName, administrator: person } })
  }
  const head = (
    <PageHead
      tab={words.found}
      title={words.found}
      sub={words.foundAbout}
      trail={[
        <Link key="all" to="/agencies">
          {words.title}
        </Link>,
      ]}
    />
  )
  if (founded)
    return (
      <>
        {head}
        <div className="page-body">
          <div className="narrow stack">
            <Card title={words.invitation({ name: person.name })}>
              <SecretOnce secret={founded.enrolment.token}>
                {words.invitationAbout({ until: formatInstant(founded.enrolment.expiresAt, lang) })}
              </SecretOnce>
            </Card>
            <div className="form-foot">
              <LinkButton to="/agencies/$id" params={{ id: founded.id }} variant="filled">
                {words.toAgency}
              </LinkButton>
            </div>
          </div>
        </div>
      </>
    )
  return (
    <>
      {head}
      <div className="page-body">
        <form className="narrow stack" onSubmit={send} noValidate>
          <Card title={words.agencyPart}>
            <div className="form-columns">
              <Select
                label={words.kind}
                value={kind}
                onChange={(one) => setKind((one ?? kind) as AgencyKind)}
                data={agencyKinds.map((one) => ({ value: one, label: kinds[one] }))}
                searchable
              />
              <RegionField kato={kato} onChange={setKato} error={faults['/kato']} />
              <ThreeNames name={name} onChange={setName} faults={faults} at="/name" />
            </div>
          </Card>
          <Card title={words.unitPart}>
            <div className="form-columns">
              <ThreeNames name={unitName} onChange={setUnitName} faults={faults} at="/unitName" />
            </div>
          </Card>
          <Card title={words.adminPart}>
            <div className="form-columns">
              <TextInput
                className="whole"
                label={words.adminName}
                value={person.name}
                maxLength={120}
                autoComplete="off"
                error={faults['/administrator/name']}
                onChange={(event) => setPerson({ ...person, name: event.currentTarget.value })}
              />
              <TextInput
                label={words.login}
                description={words.loginHint}
                value={person.login}
                maxLength={64}
                autoComplete="off"
                autoCapitalize="none"
                error={faults['/administrator/login']}
                onChange={(event) =>
                  setPerson({ ...person, login: event.currentTarget.value.toLowerCase() })
                }
              />
              <TextInput
                label={words.position}
                description={' '}
                value={person.position}
                maxLength={160}
                error={faults['/administrator/position']}
                onChange={(event) => setPerson({ ...person, position: event.currentTarget.value })}
              />
              <Select
                label={words.language}
                value={person.lang}
                onChange={(one) => setPerson({ ...person, lang: (one ?? 'kk') as Lang })}
                data={languages.map((one) => ({ value: one, label: languageNames[one] }))}
              />
            </div>
          </Card>
          <CallFault error={found.error} />
          <div className="form-foot">
            <Button type="submit" variant="filled" disabled={isMissing} loading={found.isPending}>
              {words.found}
            </Button>
            <LinkButton to="/agencies" variant="subtle">
              {words.cancel}
            </LinkButton>
            {isMissing && <span className="missing">{words.foundMissing}</span>}
          </div>
        </form>
      </div>
    </>
  )
}
