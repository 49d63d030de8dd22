import '../parts/users.css'
import { Button, Select, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { createUser, type Lang, type Reply, type Role } from '@umai/contract'
import { type FormEvent, useState } from 'react'
import { faultsByField } from '../../offline/problem.ts'
import { useCommand } from '../../offline/query.ts'
import { Card } from '../../ui/card/card.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { EnrolmentCode } from '../parts/enrolment.tsx'
import { roleChoices, useOwnUnits } from '../queries.ts'
import { userWords } from '../words.ts'

export const NewUserPage = () => {
  const words = useWords(userWords)
  const { lang } = useLanguage()
  const units = useOwnUnits(lang)
  const [name, setName] = useState('')
  const [login, setLogin] = useState('')
  const [position, setPosition] = useState('')
  const [language, setLanguage] = useState<Lang>('kk')
  const [unitId, setUnitId] = useState<string | null>(null)
  const [role, setRole] = useState<Role | null>(null)
  const [created, setCreated] = useState<Reply<typeof createUser> | null>(null)
  const create = useCommand(createUser, (reply) => {
    setCreated(reply)
    toast(words.created)
  })
  const faults = faultsByField(create.error, lang)
  const isMissing =
    name.trim() === '' || login === '' || position.trim() === '' || unitId === null || role === null
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (unitId === null || role === null || isMissing) return
    create.mutate({ body: { name, login, position, lang: language, unitId, role } })
  }
  const head = (
    <PageHead
      tab={words.tab}
      title={words.newTitle}
      sub={words.newAbout}
      trail={[
        <Link key="all" to="/users">
          {words.title}
        </Link>,
      ]}
    />
  )
  if (created)
    return (
      <>
        {head}
        <div className="page-body">
          <div className="narrow stack">
            <Card title={`${words.enrolment}: ${name}`}>
              <EnrolmentCode enrolment={created.enrolment} />
            </Card>
            <div className="form-foot">
              <LinkButton to="/users/$id" params={{ id: created.id }} variant="filled">
                {words.toUser}
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
        <div className="narrow">
          <Card>
            <form className="form-columns" onSubmit={send} noValidate>
              <TextInput
                className="whole"
                label={words.name}
                value={name}
                maxLength={120}
                error={faults['/name']}
                autoComplete="off"
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <TextInput
                label={words.login}
                description={words.loginHint}
                value={login}
                maxLength={64}
                error={faults['/login']}
                autoComplete="off"
                autoCapitalize="none"
                onChange={(event) => setLogin(event.currentTarget.value.toLowerCase())}
              />
              <TextInput
                label={words.position}
                description={' '}
                value={position}
                maxLength={160}
                error={faults['/position']}
                onChange={(event) => setPosition(event.currentTarget.value)}
              />
              <Select
                label={words.unit}
                value={unitId}
                onChange={setUnitId}
                data={[...units]}
                searchable
                error={faults['/unitId']}
              />
              <Select
                label={words.role}
                value={role}
                onChange={(one) => setRole(one as Role | null)}
                data={[...roleChoices(lang)]}
                searchable
                error={faults['/role']}
              />
              <Select
                label={words.language}
                value={language}
                onChange={(one) => setLanguage((one ?? 'kk') as Lang)}
                data={[
                  { value: 'kk', label: 'Қазақша' },
                  { value: 'ru', label: 'Русский' },
                  { value: 'en', label: 'English' },
                ]}
              />
              <div className="whole stack">
                <CallFault error={create.error} />
                <div className="form-foot">
                  <Button
                    type="submit"
                    variant="filled"
                    disabled={isMissing}
                    loading={create.isPending}
                  >
                    {words.create}
                  </Button>
                  <LinkButton to="/users" variant="subtle">
                    {words.cancel}
                  </LinkButton>
                  {isMissing && <span className="missing">{words.missing}</span>}
                </div>
              </div>
            </form>
          </Card>
        </div>
      </div>
    </>
  )
}
