import './shell.css'
import { ActionIcon, Button, Menu } from '@mantine/core'
import {
  IconArrowForwardUp,
  IconArrowMerge,
  IconBellRinging,
  IconBuildingCommunity,
  IconClipboardList,
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
  IconDots,
  IconEyeOff,
  IconFileCertificate,
  IconFolder,
  IconHeartbeat,
  IconInbox,
  IconKeyboard,
  IconListCheck,
  IconMail,
  IconMapPin,
  IconPlus,
  IconQuote,
  IconScale,
  IconSearch,
  IconShieldLock,
  IconUser,
  IconUserShield,
  IconUsers,
  IconWall,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { listMyDuties, searchThreads, setLanguage } from '@umai/contract'
import { useEffect, useState } from 'react'
import { call } from '../../offline/call.ts'
import { useConnection } from '../../offline/connection.ts'
import { useLiveChanges } from '../../offline/live.ts'
import { useOthersAt } from '../../offline/presence.ts'
import { queryOf } from '../../offline/query.ts'
import { useMay, useSession, useStanding } from '../../offline/session.ts'
import { growingLists } from '../../offline/whole.ts'
import { Avatar } from '../../ui/avatar/avatar.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LanguageSwitch } from '../../ui/language/language-switch.tsx'
import { MenuLink } from '../../ui/link-button/menu-link.tsx'
import { Mark } from '../../ui/mark/mark.tsx'
import { OfflineLine } from '../../ui/offline-line/offline-line.tsx'
import { OthersHere } from '../../ui/others-here/others-here.tsx'
import { PrintHead } from '../../ui/print/print-head.tsx'
import { printsWaitFor } from '../../ui/print/whole.ts'
import { SampleLine } from '../../ui/sample-line/sample-line.tsx'
import { Toasts } from '../../ui/toast/toast.tsx'
import { barPlaces, type PlaceName, placesFor, recordOfPath } from '../model.ts'
import { shellWords } from '../words.ts'
import { KeyboardHelp } from './keyboard-help.tsx'
import { Palette } from './palette.tsx'

printsWaitFor(growingLists)

const iconOf: Readonly<Record<PlaceName, typeof IconFolder>> = {
  queue: IconListCheck,
  cases: IconFolder,
  reports: IconInbox,
  people: IconUsers,
  orders: IconFileCertificate,
  referrals: IconArrowForwardUp,
  notices: IconBellRinging,
  threads: IconMail,
  law: IconScale,
  agencies: IconBuildingCommunity,
  users: IconUserShield,
  roles: IconShieldLock,
  services: IconMapPin,
  duplicates: IconArrowMerge,
  instruments: IconClipboardList,
  stories: IconQuote,
  walls: IconWall,
  system: IconHeartbeat,
}

const countsQuery = queryOf(listMyDuties, { query: { limit: 1 } })

const useLateCount = (): number =>
  useQuery({ ...countsQuery, staleTime: 30_000 }).data?.counts.late ?? 0

const waitingQuery = queryOf(searchThreads, { body: { limit: 1 } })

/** How many letters without a name wait for an answer; asked only for those who answer them. */
const useWaitingCount = (): number => {
  const may = useMay()
  const { data } = useQuery({
    ...waitingQuery,
    enabled: may('answer-threads'),
    staleTime: 30_000,
  })
  return data?.waiting ?? 0
}

const Saved = () => {
  const words = useWords(shellWords)
  const { lostAt, sending } = useConnection()
  const [icon, text] =
    lostAt !== null
      ? [IconCloudOff, words.offline]
      : sending > 0
        ? [IconCloudUp, words.saving]
        : [IconCloudCheck, words.saved]
  return (
    <span className={`saved${lostAt === null ? '' : ' saved-not'}`} role="status">
      <Icon of={icon} size="small" />
      <span className="saved-word">{text}</span>
    </span>
  )
}

const Navigation = () => {
  const words = useWords(shellWords)
  const { lang } = useLanguage()
  const session = useSession()
  const late = useLateCount()
  const waiting = useWaitingCount()
  const places = placesFor(session.permissions)
  const link = (place: (typeof places)[number]) => (
    <Link
      key={place.name}
      to={place.to}
      className="nav-link"
      activeOptions={{ exact: place.to === '/' }}
    >
      <Icon of={iconOf[place.name]} />
      <span className="grow">{words[place.name]}</span>
      {place.name === 'queue' && late > 0 && <span className="nav-late">{late}</span>}
      {place.name === 'threads' && waiting > 0 && <span className="nav-count">{waiting}</span>}
    </Link>
  )
  const unit = session.grants[0]?.unit[lang] ?? session.agency.name[lang]
  return (
    <nav className="nav no-print" aria-label={words.sections}>
      <Link to="/" className="brand">
        <Mark />
        Umai
      </Link>
      <div className="nav-unit">{unit}</div>
      {places.filter(({ isManagement }) => !isManagement).map(link)}
      <div className="nav-group">{words.management}</div>
      {places.filter(({ isManagement }) => isManagement).map(link)}
      <Link to="/me" className="nav-me">
        <Avatar name={session.user.name} />
        <span className="grow">
          <b>{session.user.name}</b>
          <span>{session.user.position}</span>
        </span>
      </Link>
    </nav>
  )
}

const TabBar = ({ onSearch }: { readonly onSearch: () => void }) => {
  const words = useWords(shellWords)
  const session = useSession()
  const late = useLateCount()
  const shown = barPlaces(session.permissions)
  const rest = placesFor(session.permissions).filter((place) => !shown.includes(place))
  return (
    <nav className="tab-bar no-print" aria-label={words.sections}>
      {shown.map((place) => (
        <Link key={place.name} to={place.to} activeOptions={{ exact: place.to === '/' }}>
          <Icon of={iconOf[place.name]} size="large" />
          {place.name === 'queue' ? words.queueShort : words[place.name]}
          {place.name === 'queue' && late > 0 && <span className="tab-late">{late}</span>}
        </Link>
      ))}
      {session.permissions.includes('record-reports') && (
        <Link to="/reports/new">
          <Icon of={IconPlus} size="large" />
          {words.take}
        </Link>
      )}
      <button type="button" onClick={onSearch}>
        <Icon of={IconSearch} size="large" />
        {words.search}
      </button>
      <Menu position="top-end" withinPortal width={240}>
        <Menu.Target>
          <button type="button">
            <Icon of={IconDots} size="large" />
            {words.more}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {rest.map((place) => (
            <Menu.Item
              key={place.name}
              component={MenuLink}
              to={place.to}
              leftSection={<Icon of={iconOf[place.name]} />}
            >
              {words[place.name]}
            </Menu.Item>
          ))}
          <Menu.Item component={MenuLink} to="/me" leftSection={<Icon of={IconUser} />}>
            {words.account}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </nav>
  )
}

/** The frame around every page: where one can go, what can be found, what is saved, and how to hide it all. */
export const Shell = ({ onLock }: { readonly onLock: () => void }) => {
  const words = useWords(shellWords)
  const standing = useStanding()
  const session = useSession()
  const { lostAt } = useConnection()
  const may = useMay()
  const [isSearching, setSearching] = useState(false)
  const [isHelping, setHelping] = useState(false)
  const path = useRouterState({ select: (state) => state.location.pathname })
  useLiveChanges()
  const { lang } = useLanguage()
  const others = useOthersAt(recordOfPath(path))

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.code === 'KeyK') {
        event.preventDefault()
        setSearching(true)
      }
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])

  // A new page starts at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what the effect waits for.
  useEffect(() => {
    scrollTo(0, 0)
  }, [path])

  return (
    <div className="shell">
      <a className="skip-link no-print" href="#main">
        {words.skip}
      </a>
      <Navigation />
      <div className="shell-page">
        <PrintHead
          from={session.grants[0]?.unit[lang] ?? session.agency.name[lang]}
          name={session.user.name}
        />
        {standing.data?.sample && <SampleLine />}
        <header className="top no-print">
          <Link to="/" className="brand only-phone" aria-label="Umai">
            <Mark />
          </Link>
          <button type="button" className="ask" onClick={() => setSearching(true)}>
            <Icon of={IconSearch} size="small" />
            <span className="one-line only-wide">{words.ask}</span>
            <span className="only-phone">{words.search}</span>
            <kbd className="only-wide">⌘ K</kbd>
          </button>
          <div className="top-right">
            <Saved />
            <LanguageSwitch
              onChange={(lang) => void call(setLanguage, { body: { lang } }).catch(() => undefined)}
            />
            <ActionIcon
              className="only-wide"
              aria-label={words.keys}
              title={`${words.keys} (?)`}
              onClick={() => setHelping(true)}
            >
              <Icon of={IconKeyboard} />
            </ActionIcon>
            <Button
              variant="subtle"
              className="lock-button"
              title="Esc Esc"
              onClick={onLock}
              leftSection={<Icon of={IconEyeOff} />}
              aria-label={words.lock}
            >
              <span className="only-wide">{words.lock}</span>
            </Button>
          </div>
        </header>
        {lostAt !== null && <OfflineLine since={lostAt} />}
        <main id="main" tabIndex={-1}>
          <OthersHere
            others={others.map(({ name, unit }) => ({ name, unit: unit?.[lang] ?? null }))}
          />
          <Outlet />
        </main>
      </div>
      <TabBar onSearch={() => setSearching(true)} />
      <Palette
        isOpen={isSearching}
        onClose={() => setSearching(false)}
        canTakeReport={may('record-reports')}
      />
      <KeyboardHelp
        isOpen={isHelping}
        onOpen={() => setHelping(true)}
        onClose={() => setHelping(false)}
      />
      <Toasts />
    </div>
  )
}
