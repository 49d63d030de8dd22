import '../parts/users.css'
import { Button, Select, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import {
  deactivateUser,
  type Enrolment,
  editUser,
  endGrant,
  endUserSessions,
  enrolUserAgain,
  type Grant,
  grantRole,
  type Lang,
  type Role,
  readUser,
  type User,
} from '@umai/contract'
import { useState } from 'react'
import { faultsByField } from '../../offline/problem.ts'
import { queryOf, useCommand } from '../../offline/query.ts'
import { useMay } from '../../offline/session.ts'
import { roleName } from '../../roles/model.ts'
import { Card } from '../../ui/card/card.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { momentInWords } from '../../ui/clock/amount.ts'
import { useNow } from '../../ui/clock/now.tsx'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { Sheet } from '../../ui/dialog/sheet.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { Note } from '../../ui/note/note.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { EnrolmentCode } from '../parts/enrolment.tsx'
import { roleChoices, useOwnUnits } from '../queries.ts'
import { userWords } from '../words.ts'

const EditUser = ({ user, onClose }: { readonly user: User; readonly onClose: () => void }) => {
  const words = useWords(userWords)
  const [name, setName] = useState(user.name)
  const [position, setPosition] = useState(user.position)
  const [lang, setLang] = useState<Lang>(user.lang)
  const edit = useCommand(editUser, () => {
    toast(words.saved)
    onClose()
  })
  const faults = faultsByField(edit.error, lang)
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.edit}
      submit={words.save}
      cancel={words.cancel}
      isSending={edit.isPending}
      missing={name.trim() === '' || position.trim() === '' ? words.missing : undefined}
      onSubmit={() => edit.mutate({ params: { id: user.id }, body: { name, position, lang } })}
    >
      <TextInput
        label={words.name}
        value={name}
        maxLength={120}
        error={faults['/name']}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={words.position}
        value={position}
        maxLength={160}
        error={faults['/position']}
        onChange={(event) => setPosition(event.currentTarget.value)}
      />
      <Select
        label={words.language}
        value={lang}
        onChange={(one) => setLang((one ?? 'kk') as Lang)}
        data={[
          { value: 'kk', label: 'Қазақша' },
          { value: 'ru', label: 'Русский' },
          { value: 'en', label: 'English' },
        ]}
      />
      <CallFault error={edit.error} />
    </Dialog>
  )
}

const GiveRole = ({ user, onClose }: { readonly user: User; readonly onClose: () => void }) => {
  const words = useWords(userWords)
  const { lang } = useLanguage()
  const units = useOwnUnits(lang)
  const [unitId, setUnitId] = useState<string | null>(null)
  const [role, setRole] = useState<Role | null>(null)
  const grant = useCommand(grantRole, () => {
    toast(words.granted)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.grant}
      submit={words.grant}
      cancel={words.cancel}
      isSending={grant.isPending}
      missing={unitId === null || role === null ? words.grantMissing : undefined}
      onSubmit={() => {
        if (unitId !== null && role !== null)
          grant.mutate({ params: { id: user.id }, body: { unitId, role, until: null } })
      }}
    >
      <Select label={words.unit} value={unitId} onChange={setUnitId} data={[...units]} searchable />
      <Select
        label={words.role}
        value={role}
        onChange={(one) => setRole(one as Role | null)}
        data={[...roleChoices(lang)]}
        searchable
      />
      <CallFault error={grant.error} />
    </Dialog>
  )
}

/** Something that ends, with the reason that is kept. */
const WithReason = ({
  title,
  about,
  submit,
  isSending,
  error,
  onSend,
  onClose,
}: {
  readonly title: string
  readonly about?: string
  readonly submit: string
  readonly isSending: boolean
  readonly error: unknown
  readonly onSend: (reason: string) => void
  readonly onClose: () => void
}) => {
  const words = useWords(userWords)
  const [reason, setReason] = useState('')
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      submit={submit}
      cancel={words.cancel}
      isDangerous
      isSending={isSending}
      missing={reason.trim() === '' ? words.reasonMissing : undefined}
      onSubmit={() => onSend(reason)}
    >
      {about && <Note tone="plain">{about}</Note>}
      <TextInput
        label={words.reason}
        value={reason}
        maxLength={400}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <CallFault error={error} />
    </Dialog>
  )
}

const GrantLine = ({ grant, onEnd }: { readonly grant: Grant; readonly onEnd?: () => void }) => {
  const words = useWords(userWords)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const said = (at: string) => momentInWords(at, lang, nowMs)
  return (
    <div className="grant-row" data-past={grant.endedAt !== null || undefined}>
      <div>
        <b className="strong">{roleName(grant.role, lang)}</b>
        <div className="small quiet">
          {grant.unit.name[lang]} · {words.from({ at: said(grant.from) })}
          {grant.until !== null && ` · ${words.until({ at: said(grant.until) })}`}
          {grant.endedAt !== null && ` · ${words.endedOn({ at: said(grant.endedAt) })}`}
          {grant.grantedBy.name !== '' && ` · ${words.givenBy({ name: grant.grantedBy.name })}`}
        </div>
        {grant.endReason !== null && <div className="small quiet">{grant.endReason}</div>}
      </div>
      {onEnd && (
        <Button size="xs" onClick={onEnd}>
          {words.endGrant}
        </Button>
      )}
    </div>
  )
}

type Open = 'edit' | 'grant' | 'deactivate' | 'enrol' | null

export const UserPage = () => {
  const words = useWords(userWords)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const may = useMay()
  const { id } = useParams({ strict: false }) as { id: string }
  const user = useQuery(queryOf(readUser, { params: { id } }))
  const [open, setOpen] = useState<Open>(null)
  const [ending, setEnding] = useState<Grant | null>(null)
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null)
  const close = () => setOpen(null)
  const deactivate = useCommand(deactivateUser, () => {
    toast(words.wasDeactivated)
    close()
  })
  const enrolAgain = useCommand(enrolUserAgain, (reply) => {
    setEnrolment(reply)
    close()
  })
  const end = useCommand(endGrant, () => {
    toast(words.grantEnded)
    setEnding(null)
  })
  const endSessions = useCommand(endUserSessions, (reply) =>
    toast(words.sessionsEnded({ count: reply.ended })),
  )
  return (
    <QueryState isPage query={user} rows={6}>
      {(shown) => {
        const present = shown.grants.filter((grant) => grant.endedAt === null)
        const past = shown.grants.filter((grant) => grant.endedAt !== null)
        const mayGrant = shown.mayManage && may('manage-grants') && shown.state !== 'deactivated'
        return (
          <>
            <PageHead
              tab={words.tab}
              title={shown.name}
              trail={[
                <Link key="all" to="/users">
                  {words.title}
                </Link>,
              ]}
              sub={
                <>
                  <span>{shown.position}</span>·<span>{shown.agency.name[lang]}</span>
                  <Chip
                    tone={
                      shown.state === 'active'
                        ? 'done'
                        : shown.state === 'invited'
                          ? 'info'
                          : 'line'
                    }
                  >
                    {words[shown.state]}
                  </Chip>
                </>
              }
              actions={
                <>
                  {may('read-audit') && (
                    <LinkButton to="/audit/$kind/$id" params={{ kind: 'user', id }}>
                      {words.audit}
                    </LinkButton>
                  )}
                  {shown.mayManage && shown.state !== 'deactivated' && (
                    <Button onClick={() => setOpen('edit')}>{words.edit}</Button>
                  )}
                </>
              }
            />
            <div className="page-body">
              <div className="user-columns">
                <div className="stack">
                  <Card
                    title={words.grants}
                    aside={present.length}
                    flush
                    actions={
                      mayGrant && (
                        <Button
                          size="xs"
                          leftSection={<Icon of={IconPlus} size="small" />}
                          onClick={() => setOpen('grant')}
                        >
                          {words.grant}
                        </Button>
                      )
                    }
                  >
                    {present.length === 0 && <EmptyState title={words.noGrants} />}
                    {present.map((grant) => (
                      <GrantLine
                        key={grant.id}
                        grant={grant}
                        {...(mayGrant ? { onEnd: () => setEnding(grant) } : {})}
                      />
                    ))}
                  </Card>
                  {past.length > 0 && (
                    <Card title={words.past} aside={past.length} flush>
                      {past.map((grant) => (
                        <GrantLine key={grant.id} grant={grant} />
                      ))}
                    </Card>
                  )}
                </div>
                <Card title={words.account}>
                  <div className="stack">
                    <div className="small">
                      {words.login}: <b className="strong">{shown.login}</b>
                    </div>
                    <div className="row">
                      <Chip tone={shown.hasPasskey ? 'done' : 'line'}>
                        {shown.hasPasskey ? words.passkeyYes : words.passkeyNo}
                      </Chip>
                      <Chip tone={shown.hasCode ? 'done' : 'line'}>
                        {shown.hasCode ? words.codeYes : words.codeNo}
                      </Chip>
                    </div>
                    <div className="small quiet">
                      {words.since({ at: momentInWords(shown.createdAt, lang, nowMs) })} ·{' '}
                      {shown.lastSeenAt === null
                        ? words.never
                        : `${words.seen}: ${momentInWords(shown.lastSeenAt, lang, nowMs)}`}{' '}
                      · {words.sessions}: {shown.sessions}
                    </div>
                    {shown.mayManage && shown.state !== 'deactivated' && (
                      <div className="row">
                        {shown.sessions > 0 && (
                          <Button
                            size="xs"
                            loading={endSessions.isPending}
                            onClick={() => endSessions.mutate({ params: { id } })}
                          >
                            {words.endSessions}
                          </Button>
                        )}
                        {!shown.isSelf && (
                          <>
                            <Button size="xs" onClick={() => setOpen('enrol')}>
                              {words.enrolAgain}
                            </Button>
                            <Button size="xs" onClick={() => setOpen('deactivate')}>
                              {words.deactivate}
                            </Button>
                          </>
                        )}
                      </div>
                    )}
                    <CallFault error={endSessions.error} />
                  </div>
                </Card>
              </div>
            </div>
            {open === 'edit' && <EditUser user={shown} onClose={close} />}
            {open === 'grant' && <GiveRole user={shown} onClose={close} />}
            {open === 'deactivate' && (
              <WithReason
                title={`${words.deactivateTitle}: ${shown.name}`}
                about={words.deactivateAbout}
                submit={words.deactivate}
                isSending={deactivate.isPending}
                error={deactivate.error}
                onSend={(reason) => deactivate.mutate({ params: { id }, body: { reason } })}
                onClose={close}
              />
            )}
            {open === 'enrol' && (
              <WithReason
                title={words.enrolAgain}
                about={words.enrolAgainAbout}
                submit={words.enrolAgain}
                isSending={enrolAgain.isPending}
                error={enrolAgain.error}
                onSend={(reason) => enrolAgain.mutate({ params: { id }, body: { reason } })}
                onClose={close}
              />
            )}
            {ending && (
              <WithReason
                title={words.endGrantTitle({ role: roleName(ending.role, lang) })}
                submit={words.endGrant}
                isSending={end.isPending}
                error={end.error}
                onSend={(reason) => end.mutate({ params: { id: ending.id }, body: { reason } })}
                onClose={() => setEnding(null)}
              />
            )}
            <Sheet
              isOpen={enrolment !== null}
              onClose={() => setEnrolment(null)}
              title={words.enrolment}
            >
              {enrolment && <EnrolmentCode enrolment={enrolment} />}
            </Sheet>
          </>
        )
      }}
    </QueryState>
  )
}
